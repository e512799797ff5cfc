"""Everything a writer can get wrong stops the build, with one message each, all of them from one run."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

FRONT = "---\ntitle: {}\n---\n\n"


def note(name: str, body: str) -> dict[str, str]:
    return {f"docs/concepts/{name}.md": FRONT.format(name) + body + "\n"}


def function(
    stem: str, formula: str, *, value: str = "x * 2", grad: str = "x * 0 + 2", head: str = ""
) -> dict[str, str]:
    """A note on a function of its own, its snippet, and the formulas that are to be wrong."""
    code = f'"""{stem}."""\n\nimport numpy as np\n{head}\n\ndef {stem}(x):\n    """f."""\n    x = np.asarray(x)\n    return {value}\n\n\n'
    code += f'def {stem}_grad(x):\n    """f\'."""\n    x = np.asarray(x)\n    return {grad}\n'
    text = FRONT.format(stem) + f"{formula}\n\n![[{stem}.py]]\n"
    return {f"docs/functions/{stem}.md": text, f"snippets/{stem}.py": code}


def claim(
    name: str, body: str, *, link: str = "[It holds](claim:it)", kind: str = '@claim("It holds.")'
) -> dict[str, str]:
    file = f'from rectified.evidence import *\n\n\n{kind}\ndef it():\n    """So."""\n{body}\n'
    return {f"claims/{name}.py": file, **note(name, link)}


GOOD = "$$\n\\operatorname{%s}(x) = 2 x\n$$\n\n"


@dataclass(frozen=True)
class Case:
    """Files that hold one mistake, and what the build must say of it; each in the order of the text."""

    name: str
    files: dict[str, str | bytes]
    where: str
    says: list[str] = field(default_factory=list)


CASES = [
    Case("an unresolved wikilink", note("far", "See [[Doubel]]."), "docs/concepts/far.md:5", ["[[Doubel]]", "did you mean [[Double]]"]),
    Case("an ambiguous wikilink", {**note("both", "See [[twin]]."), "docs/concepts/twin.md": FRONT.format("T1"), "docs/labs/twin.md": FRONT.format("T2")}, "docs/concepts/both.md:5", ["[[twin]] is ambiguous", "docs/concepts/twin.md", "docs/labs/twin.md"]),
    Case("a wikilink to a missing heading", note("head", "See [[Double#Nowhere]]."), "docs/concepts/head.md:5", ["no such heading"]),
    Case("a wikilink over two lines", note("broken", "See [[far\naway]]."), "docs/concepts/broken.md:5", ["no wikilink", "on one line"]),
    Case("an embed within a sentence", note("inline", "See ![[double.py]]."), "docs/concepts/inline.md:5", ["shares its line"]),
    Case("a claim link that cannot be read", note("bracket", "[It [[Double]]](claim:it)"), "docs/concepts/bracket.md:5", ["cannot be read"]),
    Case("a claim in a helper", {"claims/_helping.py": claim("x", "    pass")["claims/x.py"]}, "claims/_helping.py:5", ["never run"]),
    Case("a claim link with no function", note("nolink", "[It holds](claim:it)."), "docs/concepts/nolink.md:5", ["no claim named 'it' in claims/nolink.py"]),
    Case("a claim function with no link", claim("leftover", '    return measured("x")', link="Text."), "claims/leftover.py:5", ["no note links to the claim it"]),
    Case("words that are not in the statement", claim("words", '    return measured("x")', link="[It always holds](claim:it)"), "docs/concepts/words.md:5", ["“It always holds”", "“It holds.”"]),
    Case("a claim that fails", claim("fails", '    share = 0.25\n    assert share > 0.5, f"the share is {share}"'), "claims/fails.py:8", ["fails:it fails", "the share is 0.25"]),
    Case("a claim that fails without a message", claim("silent", "    share = 0.25\n    assert share > 0 and share > 0.5"), "claims/silent.py:8", ["silent:it fails", "where share = 0.25"]),
    Case("a claim that stops", claim("stops", "    return 1 / 0"), "claims/stops.py:7", ["stops:it stopped", "ZeroDivisionError"]),
    Case("a claim that never ends", claim("endless", "    while True:\n        pass"), "claims/endless.py:5", ["endless:it", "ran longer than"]),
    Case("a claim that leaves the interpreter", claim("leaves", "    import os\n    os._exit(0)"), "claims/leaves.py:5", ["leaves:it", "ended the interpreter"]),
    Case("a claim without evidence", claim("without", "    return True"), "claims/without.py:5", ["returned True, which is no evidence"]),
    Case("a myth that turns out true", claim("truth", '    assert False, "no counterexample below 9"', link="> False: [It holds](myth:it).", kind='@myth("It holds.", instead="It does not.")'), "claims/truth.py:7", ["the myth truth:it turns out true", "no counterexample below 9"]),
    Case("a formula outside the subset", function("outside", "$$\n\\operatorname{outside}(x) = 2 \\oint x\n$$"), "docs/functions/outside.md:6", ["\\oint", "column"]),
    Case("a formula with a stray symbol", function("stray", "$$\n\\operatorname{stray}(x) = 2 z\n$$"), "docs/functions/stray.md:6", ["x", "z"]),
    Case("cases that overlap", function("overlap", "$$\n\\operatorname{overlap}(x) = \\begin{cases} 2x & x \\ge 0 \\\\ 2x & x \\le 0 \\end{cases}\n$$"), "docs/functions/overlap.md:6", ["overlap", "0"]),
    Case("cases that leave a gap", function("gap", "$$\n\\operatorname{gap}(x) = \\begin{cases} 2x & x > 0 \\\\ 2x & x < 0 \\end{cases}\n$$"), "docs/functions/gap.md:6", ["0"]),
    Case("a formula that differs from its snippet", function("differs", "$$\n\\operatorname{differs}(x) = 3 x\n$$"), "docs/functions/differs.md:6", ["ulp", "x = "]),
    Case("a derivative that is not the formula's", function("slope", GOOD % "slope" + "$$\n\\operatorname{slope}'(x) = 3\n$$", grad="x * 0 + 3"), "docs/functions/slope.md:10", ["derivative"]),
    Case("a _grad that is not the derivative", function("grad", GOOD % "grad" + "$$\n\\operatorname{grad}'(x) = 2\n$$", grad="x * 0 + 2.5"), "docs/functions/grad.md:10", ["grad_grad", "2.5"]),
    Case("a cell that raises", note("raises", "```python\na = 1\n1 / 0\n```"), "docs/concepts/raises.md:7", ["ZeroDivisionError"]),
    Case("a cell that warns", note("warns", "```python\nimport numpy as np\nnp.exp(np.float64(1000))\n```"), "docs/concepts/warns.md:7", ["overflow encountered in exp"]),
    Case("a cell marked raises that does not", note("calm", '```python raises="ValueError"\n1\n```'), "docs/concepts/calm.md:6", ["ValueError"]),
    Case("a cell that never ends", note("loop", "```python\n1\n```\n\n```python\nwhile True:\n    pass\n```"), "docs/concepts/loop.md:10", ["ran longer than"]),
    Case("a cell that leaves by os._exit(0)", note("exit", "```python\nimport os; os._exit(0)\n```"), "docs/concepts/exit.md:6", ["ended the interpreter"]),
    Case("a cell that leaves by SystemExit(0)", note("systemexit", "```python\nraise SystemExit(0)\n```"), "docs/concepts/systemexit.md:6", ["SystemExit"]),
    Case("a syntax error", note("syntax", "```\na = 1\nlambda = 2\n```"), "docs/concepts/syntax.md:7", ["SyntaxError"]),
    Case("a figure without alt text", note("figure", "```python\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);\n```"), "docs/concepts/figure.md:6", ["alt"]),
    Case("output in colours", note("colours", "```python\nprint('\\x1b[31mred')\n```"), "docs/concepts/colours.md:6", ["escape sequence"]),
    Case("output that rings a bell", note("bell", "```python\nprint('\\a')\n```"), "docs/concepts/bell.md:6", ["control character '\\x07'"]),
    Case("output with a script", note("scripted", "```python\nprint('<script>alert(1)</script>')\n```"), "docs/concepts/scripted.md:6", ["the output holds the tag '<script'"]),
    Case("output with a Markdown fence", note("fenced", "```python\nprint('a\\n```\\nb')\n```"), "docs/concepts/fenced.md:6", ["Markdown fence"]),
    Case("output that is not UTF-8", note("octets", "```python\nimport sys\n\n_ = sys.stdout.buffer.write(b'\\xff')\n```"), "docs/concepts/octets.md:6", ["not UTF-8"]),
    Case("a figure with a link", note("led", '```python alt="A point."\nimport matplotlib.pyplot as plt\n\nplt.scatter([1], [1]).set_urls(["https://a.b"])\n```'), "docs/concepts/led.md:6", ["the figure holds <a>"]),
    Case("a figure with a script", note("hooked", '```python alt="A line."\nimport matplotlib.pyplot as plt\nfrom matplotlib.backends.backend_svg import RendererSVG\n\nRendererSVG.draw_text = lambda self, *_, **__: self.writer.element("script", "alert(1)")\nplt.plot([1, 2])\nplt.title("A line");\n```'), "docs/concepts/hooked.md:6", ["the figure holds <script>"]),
    Case("a Python fence by another name", note("py", "```py\n1\n```"), "docs/concepts/py.md:5", ["'py', which is not run"]),
    Case("a cell between two levels of a list", note("between", "- a\n\n  ```python\n  1\n  ```"), "docs/concepts/between.md:7", ["indented by 2 columns"]),
    Case("a computed value that is not in code", note("bare", "It is {python} 1."), "docs/concepts/bare.md:5", ["not computed here"]),
    Case("a | in a formula in a table", note("bars", "| a |\n|---|\n| $|x|$ |"), "docs/concepts/bars.md:7", ["ends its cell"]),
    Case("a title with HTML", {"docs/concepts/html.md": FRONT.format("A <b>")}, "docs/concepts/html.md:2", ["holds HTML"]),
    Case("a summary with HTML", {"docs/concepts/sum.md": "---\ntitle: S\nsummary: A <b>\n---\n"}, "docs/concepts/sum.md:3", ["summary: 'A <b>' holds HTML"]),
    Case("an alias with HTML", {"docs/concepts/alias.md": "---\ntitle: L\naliases: [A <b>]\n---\n"}, "docs/concepts/alias.md:3", ["aliases: 'A <b>' holds HTML"]),
    Case("a tag with HTML", {"docs/concepts/tag.md": "---\ntitle: G\ntags:\n  - a\n  - A <b>\n---\n"}, "docs/concepts/tag.md:5", ["tags: 'A <b>' holds HTML"]),
    Case("a statement with HTML", claim("bold", '    return measured("x")', link="[It holds](claim:it)", kind='@claim("It holds <b>.")'), "claims/bold.py:5", ["HTML in the words of the claim bold:it: <b>"]),
    Case("a correction with HTML", claim("mended", '    return measured("x")', link="> False: [It holds](myth:it).", kind='@myth("It holds.", instead="<i>No</i>.")'), "claims/mended.py:5", ["HTML in the words", "<i>"]),
    Case("evidence with HTML", claim("evident", '    return measured("<b>x</b>")'), "claims/evident.py:5", ["evident:it returned evidence that holds <b>"]),
    Case("evidence in colours", claim("coloured", '    return measured("\\x1b[1mx")'), "claims/coloured.py:5", ["evidence that holds the escape sequence"]),
    Case("a script in a note", note("script", "Text.\n\n<script>alert(1)</script>"), "docs/concepts/script.md:7", ["<script>"]),
    Case("a script that looks like code", note("looks", "<p>\n`<script>alert(1)</script>`\n</p>"), "docs/concepts/looks.md:6", ["<script>"]),
    Case("a handler of events", note("handler", "<b onclick='alert(1)'>x</b>"), "docs/concepts/handler.md:5", ["onclick= in <b>"]),
    Case("a handler in an attribute list", note("listed", "Text.\n{: onclick=alert(1) }"), "docs/concepts/listed.md:6", ["onclick= in an attribute list"]),
    Case("an address that runs", note("runs", "[x](javascript:alert(1))"), "docs/concepts/runs.md:5", ["the address javascript:"]),
    Case("a frame", note("frame", '<iframe src="a.html"></iframe>'), "docs/concepts/frame.md:5", ["<iframe>"]),
    Case("a picture from another host", note("picture", "![A](https://example.org/a.png)"), "docs/concepts/picture.md:5", ["https://example.org/a.png", "another host"]),
    Case("a style from another host", note("styled", '<b style="background: url(//example.org/a.png)">x</b>'), "docs/concepts/styled.md:5", ["//example.org/a.png in the style"]),
    Case("a drawing with a script", {"docs/assets/images/script.svg": '<svg xmlns="http://www.w3.org/2000/svg">\n<script/></svg>'}, "docs/assets/images/script.svg:2", ["<script>"]),
    Case("a page that is no note", {"docs/concepts/page.html": "<p>x</p>"}, "docs/concepts/page.html:1", ["a page that nothing has checked"]),
    Case("a script in a lab", {"docs/labs/active.py": "# %% [markdown]\n# # A lab\n#\n# <script>alert(1)</script>\n\n# %%\nfrom IPython.display import HTML\n\nHTML('<b>x</b>')\n"}, "docs/labs/active.py:4", ["<script>"]),
    Case("a lab that shows HTML", {}, "docs/labs/active.py:7", ["text/html"]),
    Case("two notes at one address", {**note("one_page", "a"), "docs/concepts/one-page.md": FRONT.format("Two")}, "docs/concepts/one_page.md:1", ["same address", "docs/concepts/one-page.md"]),
    Case("a snippet that stops when imported", function("importing", GOOD % "importing", head="1 / 0"), "snippets/importing.py:4", ["ZeroDivisionError"]),
    Case("an unknown fence attribute", note("attribute", "```python warm=yes\n1\n```"), "docs/concepts/attribute.md:5", ["unknown attribute warm="]),
    Case("a claim fence that fails", note("fence", 'It is so.\n\n```python claim=so\nassert 1 > 2, "1 is not above 2"\n```'), "docs/concepts/fence.md:8", ["1 is not above 2"]),
    Case("an embed of a file that does not exist", note("embed", "![[triple.py]]"), "docs/concepts/embed.md:5", ["no such snippet", "double.py"]),
    Case("an embed of a function that does not exist", note("region", "![[double.py#triple]]"), "docs/concepts/region.md:5", ["'triple'", "double_grad"]),
    Case("bad YAML", {"docs/concepts/yaml.md": "---\ntitle: a: b\n---\n"}, "docs/concepts/yaml.md:2", ["not YAML"]),
    Case("a missing title", {"docs/concepts/untitled.md": "Text.\n"}, "docs/concepts/untitled.md:1", ["no title"]),
    Case("an unknown key", {"docs/concepts/unknown.md": "---\ntitle: U\nauthor: me\n---\n"}, "docs/concepts/unknown.md:3", ["'author'"]),
    Case("a duplicate title", {"docs/concepts/second.md": FRONT.format("Double")}, "docs/functions/double.md:2", ["'Double'", "docs/concepts/second.md"]),
    Case("a note that is not UTF-8", {"docs/concepts/latin.md": b"---\ntitle: L\n---\n\xe9\n"}, "docs/concepts/latin.md:4", ["0xe9"]),
    Case("a snippet that imports SciPy", function("imports", GOOD % "imports", head="import scipy"), "snippets/imports.py:4", ["scipy", "NumPy"]),
    Case("a display formula that nothing backs", note("display", "$$\nE = m c^2\n$$"), "docs/concepts/display.md:5", ["nothing backs"]),
    Case("a number that nothing backs", note("number", "It is 12.75."), "pyproject.toml:3", ["docs/concepts/number.md:5", "12.75"]),
    Case("a snippet that no note shows", {"snippets/alone.py": function("alone", "")["snippets/alone.py"]}, "snippets/alone.py:1", ["no note shows"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def told(make_project, tmp_path_factory) -> tuple[int, str, Path]:
    """One build of a project that holds every mistake at once: status, messages, folder."""
    files = {name: content for case in CASES for name, content in case.files.items()}
    settings = "[tool.rectified]\nseconds = { note = 5, claims = 5 }\nunchecked = { numbers = 0 }\n"
    root = make_project(
        tmp_path_factory.mktemp("bad"), {**files, "pyproject.toml": settings, "site/index.html": "the last good site"}
    )
    ran = subprocess.run(
        [sys.executable, "-m", "rectified", "build"], cwd=root, capture_output=True, encoding="utf-8", timeout=300
    )
    return ran.returncode, ran.stderr, root


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_mistake_is_reported_where_it_stands(case, told):
    """path:line, then what was found, what was expected, what to do."""
    lines = [line for line in told[1].splitlines() if line.startswith(f"{case.where}: ")]
    assert any(all(part in line for part in case.says) for line in lines), told[1]


def test_the_build_stops_with_status_1_and_leaves_the_last_site_alone(told):
    """Nothing half-made is left either."""
    status, _, root = told
    assert status == 1
    assert [file.name for file in (root / "site").iterdir()] == ["index.html"]
    assert (root / "site/index.html").read_text() == "the last good site"
    assert not (root / "site.new").exists()


def test_nothing_but_problems_is_reported(told):
    """No traceback, and every message is an address and its text."""
    assert "Traceback" not in told[1]
    messages = [line for line in told[1].splitlines() if re.match(r"[\w./-]+:\d+: ", line)]
    assert len(messages) >= len(CASES)


def test_a_nested_list_in_code_is_code(make_project, tmp_path):
    """And no unresolved wikilink."""
    from rectified.project import read_project

    root = make_project(tmp_path, note("nested", "`[[1, 2], [3, 4]]`\n\n```python\n[[1, 2], [3, 4]]\n```"))
    assert read_project(root)[1] == []
