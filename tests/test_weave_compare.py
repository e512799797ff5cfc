"""The page that compares functions: every fact of each, in two tables, each a link to where it was established."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from conftest import DOUBLE
from golden import assert_golden
from woven import findings, read

from rectified.facts.properties import COMPARED, PROPERTIES, cells
from rectified.weave.compare import compare_pages

NOTE = (
    "---\ntitle: {title}\n---\n\n![[{stem}.py#facts]]\n\n![[{stem}.py]]\n\n$$\n\\operatorname{{{stem}}}(x) = 2 x\n$$\n"
)
SAMPLES = {"x": [-1.0, 0.0, 1.0], "f": [-2.0, 0.0, 2.0], "grad": [2.0, 2.0, 2.0], "kinks": [], "parameters": {}}
COUNT = len([*cells()])


def files(stem: str, title: str, folder: str = "functions") -> dict[str, str]:
    return {
        f"snippets/{stem}.py": DOUBLE.replace("double", stem),
        f"docs/{folder}/{stem}.md": NOTE.format(stem=stem, title=title),
    }


def rows(stem: str, **changed: str) -> list[dict]:
    plain = {"how": "proved", "method": "By proof.", "figures": {}}
    return [
        {**plain, "name": each.name, "dtype": dtype, "value": changed.get(each.name, f"{each.name} of {stem}")}
        for each, dtype in cells()
    ]


def page(tmp_path, *, facts: dict | None = None, samples: dict | None = None):
    project = read(tmp_path, {**files("double", "Twice"), **files("half_of", "half of")})
    given = {"double": rows("double"), "half_of": rows("half_of")} if facts is None else facts
    return next(compare_pages(findings(project, facts=given, samples=samples or {})), None)


def tables(text: str) -> list[ElementTree.Element]:
    blocks = re.findall(r"<table.*?</table>", text, re.S)
    return [ElementTree.fromstring(unescape(re.sub("( hidden)(?=[ >])", ' hidden=""', each))) for each in blocks]


def test_the_page_is_as_its_golden_file_says(tmp_path):
    """One function with a graph and one without, facts that HTML would read something in, an open one."""
    found = rows("half_of", range="[0, ∞) & x < 1", gain="not established")
    (open_one,) = (row for row in found if row["name"] == "gain")
    open_one["how"] = "open"
    made = page(tmp_path, facts={"half_of": found, "double": rows("double")}, samples={"double": SAMPLES})
    assert (made.path, made.assets, made.notebook) == ("compare.md", {}, "")
    assert_golden(made.markdown, "tables/compare.woven")


def test_both_tables_have_every_fact_of_every_function(tmp_path):
    """Under its heading, beside its function; those not shown at first too."""
    overview, beside = tables(page(tmp_path).markdown)
    heads = [head.get("data-column") for head in overview.find("thead").iter("th")]
    keys = [f"{each.name}-{dtype}" if dtype else each.name for each, dtype in cells()]
    assert heads == ["function", None, *keys]
    names = ["".join(row.find("th").itertext()) for row in overview.find("tbody")]
    assert names == ["half of", "Twice"]
    for stem, row in zip(("half_of", "double"), overview.find("tbody"), strict=True):
        values = ["".join(cell.itertext()) for cell in row.findall("td")[1:]]
        assert values == [f"{each.name} of {stem}" for each, _ in cells()]
    groups = [body.find("tr/th").text for body in beside.findall("tbody")]
    assert groups == list(dict.fromkeys(each.group for each in PROPERTIES.values()))
    columns = [row.findall("td") for row in beside.iter("tr") if row.findall("td")]
    assert [["".join(cell.itertext()) for cell in row] for row in columns] == [
        [f"{each.name} of half_of", f"{each.name} of double"] for each, _ in cells()
    ]


def test_each_fact_leads_to_its_row(tmp_path):
    """On the page of its function."""
    overview, beside = tables(page(tmp_path).markdown)
    for table in (overview, beside):
        links = [link.get("href") for link in table.findall(".//td/a")]
        assert len(links) == 2 * COUNT
        assert {"../functions/double/#fact-range", "../functions/half-of/#fact-worst-slope-error"} <= set(links)


def test_the_columns_that_are_shown_at_first_are_those_of_the_list(tmp_path):
    """Without script as well; the boxes above agree."""
    text = page(tmp_path).markdown
    overview = tables(text)[0]
    wanted = {f"{name}-{dtype}" if dtype else name for name, dtype in COMPARED}
    shown = {head.get("data-column") for head in overview.find("thead").iter("th") if head.get("hidden") is None}
    assert shown - {"function", None} == wanted
    assert set(re.findall(r'name="columns" value="([\w-]+)" checked', text)) == wanted
    for row in overview.find("tbody"):
        assert len([cell for cell in row.findall("td") if cell.get("hidden") is None]) == len(wanted) + 1


def test_a_table_can_be_told_from_any_place_in_it(tmp_path):
    """By a caption, and by heads of columns, rows and groups."""
    for table in tables(page(tmp_path).markdown):
        assert table.find("caption").text
        assert {head.get("scope") for head in table.iter("th")} - {"rowgroup"} == {"col", "row"}


def test_a_function_whose_facts_stand_on_another_page_says_which_it_is(tmp_path):
    """As a second function of one note would."""
    project = read(
        tmp_path,
        {
            **files("double", "Twice"),
            "docs/functions/double.md": NOTE.format(stem="double", title="Twice").replace("![[double.py#facts]]\n", ""),
            "docs/concepts/growth.md": "---\ntitle: Growth\n---\n\n![[double.py#facts]]\n",
        },
    )
    (made,) = compare_pages(findings(project, facts={"double": rows("double")}))
    assert '<a href="../concepts/growth/">Growth: double</a>' in made.markdown
    assert '<a href="../concepts/growth/#fact-double-range">' in made.markdown


@pytest.mark.parametrize("facts", [{}])
def test_without_facts_there_is_no_such_page(facts, tmp_path):
    """Nothing would be in it."""
    assert page(tmp_path, facts=facts) is None
