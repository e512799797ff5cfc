"""What may be missing from a table: what is declared open, with a reason, and is not established after all."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from conftest import write

from rectified.facts.declared import FILE, OPEN, declarations, missing, open_facts
from rectified.facts.fact import Fact
from rectified.facts.properties import cells

NONE = MappingProxyType({})
ALL = {(each.name, dtype): Fact(each.name, "so", "proved", "Proved.", dtype) for each, dtype in cells()}


def declared(function="double", property="convex", reason="Nobody knows."):
    return f'[[open]]\nfunction = "{function}"\nproperty = "{property}"\nreason = "{reason}"\n'


def lacking(names=(), dtypes=(), reasons=NONE, opened=NONE):
    """What is said of a table without some of its facts."""
    rows = {key: fact for key, fact in ALL.items() if key[0] not in names or (dtypes and key[1] not in dtypes)}
    found = missing("double", "snippets/double.py", rows, open_facts("double", opened), reasons)
    return [str(problem) for problem in found]


def test_a_table_with_every_fact_lacks_none():
    """Whatever is declared of other functions."""
    assert lacking() == lacking(opened={("treble", "convex"): "Why."}) == []


def test_a_missing_fact_is_named_with_its_function_and_what_to_do():
    """The reason is told if there is one; of facts by dtype, which dtypes."""
    tail = "every fact of the table; prove it, or declare it [[open]] with a reason in snippets/EXCEPTIONS.toml"
    start = "snippets/double.py:1: the fact"
    assert lacking(["convex"]) == [f"{start} 'convex' (Convex) of double is not established; {tail}"]
    (why,) = lacking(["convex"], reasons={"convex": "open on [0, 1]", "range": "no"})
    assert "is not established: open on [0, 1]; " in why
    (where,) = lacking(["saturates"], dtypes=["float16", "float64"])
    assert "'saturates' (Saturates) of double is not established in float16, float64; " in where


def test_what_is_declared_open_may_be_missing_and_nothing_else():
    """Its cells say so in every dtype; once it is established, the declaration is to go."""
    opened = {("double", "convex"): "Nobody knows.", ("double", "saturates"): "It takes long."}
    assert lacking(["convex", "saturates"], opened=opened) == []
    assert [(fact.how, fact.method, fact.dtype) for fact in open_facts("double", opened).values()] == [
        (OPEN, "Nobody knows.", ""),
        *((OPEN, "It takes long.", dtype) for dtype in ("float16", "float32", "float64")),
    ]
    (told,) = lacking(["saturates"], opened=opened)
    assert (
        told
        == f"{FILE}:1: the fact 'convex' of double is declared open, and established; one of the two; remove the declaration"
    )


@pytest.mark.parametrize(
    "text, reasons, words",
    [
        ("", {}, []),
        (declared(), {("double", "convex"): "Nobody knows."}, []),
        ('[[exception]]\nfunction = "double"\ndtype = "float32"\nulp = 3.0\n', {}, []),
        (declared(property="warmth"), {}, ["3: 'warmth' in [[open]] is no property"]),
        (declared(function="treble"), {}, ["2: 'treble' in [[open]] is no snippet"]),
        (declared(reason=" "), {}, ["1: ['function', 'property', 'reason'] in [[open]]"]),
        ('[[open]]\nfunction = "double"\n', {}, ["1: ['function'] in [[open]]"]),
    ],
    ids=["none", "one", "another exception", "no property", "no snippet", "no reason", "no key"],
)
def test_a_declaration_names_a_function_a_property_and_a_reason(text, reasons, words, tmp_path):
    """One that means nothing is a problem on its line."""
    write(tmp_path, {"snippets/double.py": "", FILE: text})
    found, problems = declarations(tmp_path)
    assert found == reasons
    assert [f"{problem.line}: {problem.found}" for problem in problems] == words


def test_without_the_file_nothing_is_declared(tmp_path):
    """Most projects have none."""
    assert declarations(tmp_path) == ({}, [])
