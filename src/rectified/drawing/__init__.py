"""Pictures as SVG that serve a light and a dark page: the standard plot, and the figures of cells."""
