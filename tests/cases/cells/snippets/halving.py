"""A module whose public names the values of a note may use."""

CONSTANT = 0.25
_private = 1


def halved(x):
    if isinstance(x, str):
        raise TypeError("x must be a number")
    return x / 2
