"""What may stand in a formula: commands, characters and words, each with the kind of token it is and what it means."""

from __future__ import annotations

#: Functions of one argument but for max and min, by the name they have in LaTeX.
FUNCTIONS = frozenset("exp ln log tanh sinh cosh sin cos arctan erf erfc max min Phi phi".split())
GREEK = frozenset("alpha beta gamma delta epsilon eta theta kappa lambda mu nu xi rho sigma tau omega Phi phi".split())
#: Greek letters that may stand for themselves, and the commands they stand for.
GREEK_LETTERS = dict(
    zip(
        "αβγδεηθκλμνξρστωΦφϕ",
        "alpha beta gamma delta epsilon eta theta kappa lambda mu nu xi rho sigma tau omega Phi phi phi".split(),
        strict=True,
    )
)
#: Commands for the other shape of a Greek letter, by the name of the first.
VARIANTS = {"varepsilon": "epsilon", "varphi": "phi"}
_SPACES = "left right big Big bigl bigr Bigl Bigr bigg biggl biggr quad qquad displaystyle textstyle , ; : ! ~".split()
_RELATIONS = {
    "<": "lt",
    ">": "gt",
    "<=": "le leq leqslant ≤ ⩽",
    ">=": "ge geq geqslant ≥ ⩾",
    "!=": "ne neq ≠",
}
_BOTH: dict[str, tuple[str, str]] = {
    **{name: ("RELATION", relation) for relation, names in _RELATIONS.items() for name in (relation, *names.split())},
    **dict.fromkeys("cdot times · ⋅ × *".split(), ("TIMES", "")),
    **dict.fromkeys(("pi", "π"), ("CONSTANT", "pi")),
    **dict.fromkeys(("infty", "∞"), ("CONSTANT", "oo")),
    **dict.fromkeys(("Phi", "Φ"), ("FUNCTION", "Phi")),
    **dict.fromkeys(("phi", "varphi", "φ", "ϕ"), ("FUNCTION", "phi")),
}

#: By the name behind the backslash.
COMMANDS: dict[str, tuple[str, str]] = {
    **{name: ("SYMBOL", name) for name in GREEK},
    **{name: ("SYMBOL", letter) for name, letter in VARIANTS.items()},
    **{name: ("FUNCTION", name) for name in FUNCTIONS},
    **dict.fromkeys(_SPACES, ("SPACE", "")),
    **dict.fromkeys(("frac", "dfrac", "tfrac"), ("FRAC", "")),
    **{name: meaning for name, meaning in _BOTH.items() if name.isascii() and name.isalpha()},
    "sqrt": ("SQRT", ""),
    "sum": ("SUM", ""),
    "lvert": ("BAR_OPEN", ""),
    "rvert": ("BAR_CLOSE", ""),
    "{": ("SET_OPEN", ""),
    "}": ("SET_CLOSE", ""),
}
_PUNCTUATION = {
    "(": "OPEN",
    ")": "CLOSE",
    "[": "SQUARE_OPEN",
    "]": "SQUARE_CLOSE",
    "{": "BRACE_OPEN",
    "}": "BRACE_CLOSE",
    "+": "PLUS",
    "-": "MINUS",
    "−": "MINUS",
    "–": "MINUS",
    "/": "SLASH",
    "^": "CARET",
    "_": "UNDERSCORE",
    ",": "COMMA",
    ".": "STOP",
    ";": "STOP",
    "&": "AMPERSAND",
    "=": "EQUALS",
    "|": "BAR",
}

#: By the character, or the two of `<=` and `>=`.
CHARACTERS: dict[str, tuple[str, str]] = {
    **{character: (kind, character) for character, kind in _PUNCTUATION.items()},
    **{letter: ("SYMBOL", name) for letter, name in GREEK_LETTERS.items()},
    **{name: meaning for name, meaning in _BOTH.items() if not (name.isascii() and name.isalpha())},
}

#: By the words in \\text{…}, \\mathrm{…} or \\operatorname{…}; other single words are symbols.
TEXTS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("if", "for", "when", "where"), ("IF", "")),
    **dict.fromkeys(("otherwise", "else"), ("OTHERWISE", "")),
    **{word: ("FUNCTION", word) for word in FUNCTIONS - {"Phi", "phi"}},
    "and": ("AND", ""),
    "or": ("OR", ""),
    "e": ("CONSTANT", "e"),
}
