"""The snippets as they lie in snippets/, with nothing but NumPy: every function by name."""

import importlib
import inspect
import platform
import sys
from pathlib import Path

import numpy as np

FILES = sorted((Path(__file__).parents[2] / "snippets").glob("*.py"))
MODULES = {file.stem: importlib.import_module(file.stem) for file in FILES}

#: The functions `<name>` and `<name>_grad` of the snippets that define both: those that work element by element.
PAIRS = {
    name: (function, getattr(module, f"{name}_grad"))
    for module in MODULES.values()
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if hasattr(module, f"{name}_grad")
}
FUNCTIONS = {function.__name__: function for pair in PAIRS.values() for function in pair}

#: Each parameter of each function, as pairs of names.
PARAMETERS = [
    (name, parameter) for name, f in FUNCTIONS.items() for parameter in [*inspect.signature(f).parameters][1:]
]

DTYPES = (np.float16, np.float32, np.float64)

#: The accuracy figures in docstrings are for this; elsewhere exp, expm1 and tanh are those of another library.
AS_MEASURED = (
    sys.platform == "linux" and platform.machine() == "x86_64" and np.lib.NumpyVersion(np.__version__) >= "2.0.0"
)

#: NumPy 1.26 may choose an exp and expm1 that are 1.5 ulp off in float64, by the processor.
BAR = 2.0 if np.lib.NumpyVersion(np.__version__) >= "2.0.0" else 3.0
