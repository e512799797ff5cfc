"""Synthetic notes: the same content for every system, each note a little different from all others.

A note has a formula with `cases`, four NumPy cells that print, two matplotlib figures and three links to other notes;
on request no figures, or three claims. No two notes share a cell, so no system can gain by equal content.
"""

from __future__ import annotations

from dataclasses import dataclass

from bench import prose

#: The sections that the notes are spread over, in turn.
SECTIONS = ("functions", "concepts")

#: What an edit puts into the prose of a note, by edition.
WORDS = ("first", "plain", "careful", "patient", "brisk", "second", "narrow", "sober")


@dataclass(frozen=True)
class Link:
    """A link to another note; `label` "" shows its title, `heading` "" leads to its beginning."""

    section: str
    stem: str
    title: str
    label: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Claim:
    """Something that a note asserts: words in the prose, and the code that checks them."""

    name: str
    words: str
    statement: str
    check: str


@dataclass(frozen=True)
class Text:
    """A paragraph: words, links and claimed words, in order."""

    parts: tuple[str | Link | Claim, ...]


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Formula:
    """A display formula; `backing` says in words why nothing checks it."""

    tex: str
    backing: str


@dataclass(frozen=True)
class Cell:
    """Python that runs: it prints a line that begins with `mark`, or draws the figure that `alt` describes.

    The mark is computed in the cell and stands nowhere in its code, so that a page that shows it has run the cell.
    """

    code: str
    mark: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Note:
    """One note as a sequence of blocks; `definition` is the Python of its function, which cells and claims share."""

    section: str
    stem: str
    title: str
    summary: str
    definition: str
    blocks: tuple[Text | Heading | Formula | Cell, ...]

    @property
    def cells(self) -> list[Cell]:
        return [block for block in self.blocks if isinstance(block, Cell)]

    @property
    def claims(self) -> list[Claim]:
        parts = [part for block in self.blocks if isinstance(block, Text) for part in block.parts]
        return [part for part in parts if isinstance(part, Claim)]


def make_notes(count: int, *, figures: bool, claims: bool) -> list[Note]:
    """So many notes, spread evenly over the sections."""
    return [make_note(number, count, figures=figures, claims=claims) for number in range(count)]


def make_note(number: int, count: int, *, figures: bool, claims: bool, edition: int = 0) -> Note:
    """The note `number` of `count`; another edition has another word in its prose and another number in a cell."""
    above, below = f"{1 + number / 5000:.4f}", f"{0.5 + number / 5000:.4f}"
    definition = f"def f(x):\n    return np.where(x > 0, {above} * x, {below} * np.expm1(np.minimum(x, 0)))\n"
    first, second, third, fourth = _printing(number, edition, definition)
    curve, outputs = _figures(number) if figures else ((), ())
    one, two, three = (_link(number, step, count) for step in (1, 2, count // 2 + 1))
    say = {name: text.format(number=number) for name, text in vars(prose).items() if name.isupper()}
    blocks = (
        Text((f"This is a {WORDS[edition % len(WORDS)]} {say['OPENING']}", one, ".")),
        Text((say["ORIGIN"],)),
        Heading("Formula"),
        Text((say["FORMULA"],)),
        Formula(_TEX.format(above=above, below=below), "it defines the function of this note"),
        Text((say["FLOOR"],)),
        *((Text(_claimed(number, float(above))),) if claims else ()),
        Heading("Code"),
        Text((say["CODE"], Link(two.section, two.stem, two.title, label="the one after it"), ".")),
        *(first, second, *curve),
        Heading("Slope"),
        Text((say["SLOPE"], Link(three.section, three.stem, three.title, heading="Code"), ".")),
        Text((say["TABLE"],)),
        *(third, fourth, *outputs),
        Heading("Use"),
        *(Text((say[name],)) for name in ("USE", "LIMITS")),
    )
    summary = f"Synthetic note {number} of {count}, a function with two pieces."
    return Note(_section(number), _stem(number), _title(number), summary, definition, blocks)


def _section(number: int) -> str:
    return SECTIONS[number % len(SECTIONS)]


def _stem(number: int) -> str:
    return f"note{number:04}"


def _title(number: int) -> str:
    return f"Note {number:04}"


def _link(number: int, step: int, count: int) -> Link:
    target = (number + step) % count
    return Link(_section(target), _stem(target), _title(target))


def _printing(number: int, edition: int, definition: str) -> tuple[Cell, Cell, Cell, Cell]:
    marks = [100 * number + place for place in (10, 20, 30, 40)]
    marks[0] += edition
    first = f"""import numpy as np


{definition}

x = np.linspace(-4, 4, {2001 + number})
print(f"mark {{{marks[0] - 1} + 1}}: lowest {{f(x).min():.6f}}, highest {{f(x).max():.6f}}")
"""
    second = f"""rng = np.random.default_rng({number})
sample = f(rng.standard_normal(20_000))
print(f"mark {{{marks[1] - 1} + 1}}: mean {{sample.mean():.6f}}, variance {{sample.var():.6f}}")
"""
    third = f"""step = 1e-6
slope = (f(x + step) - f(x - step)) / (2 * step)
print(f"mark {{{marks[2] - 1} + 1}}: slopes from {{slope.min():.6f}} to {{slope.max():.6f}}")
"""
    fourth = f"""print(f"mark {{{marks[3] - 1} + 1}}: five values")
for value in np.linspace(-2, 2, 5):
    print(f"f({{value:+.1f}}) = {{f(value):+.6f}}")
"""
    codes = (first, second, third, fourth)
    one, two, three, four = (Cell(code, f"mark {mark}:") for code, mark in zip(codes, marks, strict=True))
    return one, two, three, four


def _figures(number: int) -> tuple[tuple[Cell], tuple[Cell]]:
    """Two cells that each leave one figure open, as `figure`."""
    curve = f"""import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(6, 3.5))
axes.plot(x, f(x), label="f, note {number}")
axes.plot(x, x, linestyle="--", label="x")
axes.legend()
_ = axes.set(xlabel="x", ylabel="f(x)", title="Function {number}")
"""
    outputs = f"""figure, axes = plt.subplots(figsize=(6, 3.5))
axes.hist(sample, bins={30 + number % 7})
_ = axes.set(xlabel="f(x)", ylabel="count", title="Outputs {number} for standard normal inputs")
"""
    return (Cell(curve, alt=f"Function {number} bends at zero."),), (Cell(outputs, alt=f"Outputs {number} pile up."),)


def _claimed(number: int, above: float) -> tuple[str | Claim, ...]:
    grid = f"x = np.linspace(-4, 4, {1001 + number})"
    lowest = Claim(
        "stays_above",
        "stays above minus one",
        "On the interval from minus four to four it stays above minus one.",
        f"{grid}\nlowest = f(x).min()\nassert lowest > -1\n"
        'return sampled(f"the lowest value found is {lowest:.6f}", lowest=lowest)',
    )
    rising = Claim(
        "never_falls",
        "never falls",
        "From each of these inputs to the next it never falls.",
        f"{grid}\nsmallest = np.diff(f(x)).min()\nassert smallest >= 0\n"
        'return sampled(f"the smallest step is {smallest:.3e}", smallest=smallest)',
    )
    slope = Claim(
        "slope_above",
        f"has the slope {above:.4f}",
        f"For positive inputs it has the slope {above:.4f}.",
        "x = np.linspace(1, 4, 301)\nslopes = f(x) / x\nassert np.ptp(slopes) < 1e-12\n"
        'return measured(f"{slopes.mean():.12f}", slope=slopes.mean())',
    )
    return ("The function ", lowest, ". It ", rising, ", and for positive inputs it ", slope, ".")


_TEX = (
    r"f(x) = \begin{{cases}} {above}\, x & \text{{if }} x > 0 \\ "
    r"{below}\, (e^{{x}} - 1) & \text{{if }} x \le 0 \end{{cases}}"
)
