"""Counting the costly operations of a snippet, which say more than timings do: they are the same on every machine."""

import numpy as np

#: Functions that evaluate an exponential or a logarithm for each element.
TRANSCENDENTALS = frozenset({"exp", "exp2", "expm1", "tanh", "log", "log2", "log10", "log1p"})


class CountingNumpy:
    """Stands in for NumPy in a snippet and counts the elements sent through `TRANSCENDENTALS`."""

    def __init__(self):
        self.elements = 0

    def __getattr__(self, name):
        function = getattr(np, name)
        if name not in TRANSCENDENTALS:
            return function

        def counted(x, *others, **options):
            self.elements += np.size(x)
            return function(x, *others, **options)

        return counted


def transcendentals(function, x):
    """Return how many exponentials and logarithms the file that `function` stands in evaluates per element of x."""
    names = function.__globals__
    names["np"], numpy = CountingNumpy(), names["np"]
    try:
        function(x)
        return names["np"].elements / np.size(x)
    finally:
        names["np"] = numpy
