"""Reading formulas: LaTeX as SymPy equations, by a grammar of a listed subset."""
