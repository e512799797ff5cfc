"""The floats that every function is judged in."""

DTYPES = ("float16", "float32", "float64")
