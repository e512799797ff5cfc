"""Labs: executing the notebooks of docs/labs/, and what mkdocs-jupyter is given to show."""
