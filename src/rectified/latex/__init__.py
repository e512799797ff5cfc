"""Reading formulas: LaTeX as SymPy equations, by a grammar of a listed subset."""

from rectified.latex.reader import Cases, Equation, left_side, read
from rectified.latex.tokens import FormulaError

__all__ = ["Cases", "Equation", "FormulaError", "left_side", "read"]
