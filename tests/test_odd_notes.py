"""Notes that change what is around them, and nothing but that: the build succeeds, and no other note notices."""

from __future__ import annotations

import html
import random
import re
from dataclasses import replace

import numpy as np
import pytest
from hostile import SECRET, build, claim, lab, note, placed

from rectified.running.confinement import missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"nothing prevents here that a note could {missing()}")

#: What would leak, were the cells of two notes run in one process.
LEAKS = """import random, sys, warnings
import matplotlib as mpl
import numpy as np
np.set_printoptions(precision=2, suppress=True)
np.sin = np.cos
np.pi = 3
np.random.seed(7)
random.seed(7)
np.seterr(all='ignore')
warnings.simplefilter('ignore')
mpl.rcParams['axes.facecolor'] = 'red'
sys.modules['double'] = None
sys.path.clear()"""
TELLS = """import random
import matplotlib as mpl
import numpy as np
from double import double
print(np.sin(1.0), np.pi, np.array([1 / 3, 1e-9]))
print(np.random.random(), random.random(), mpl.rcParams['axes.facecolor'], double(2.0))"""
DRAWS = "import matplotlib.pyplot as plt\nplt.plot([0, 1], [0, 2]);"

#: Each ends in `print("whole")`, which is to stand on its page.
ODD = {
    "patched_exit": "import os\nos._exit = lambda *_: None",
    "hooked": "import sys\n\ndef hook(*_):\n    raise RuntimeError\n\nprint('whole')\nsys.addaudithook(hook)",
    "at_exit": "import atexit, time\natexit.register(time.sleep, 1000)",
    "thread": "import threading, time\nthreading.Thread(target=time.sleep, args=(1000,)).start()",
    "patched_thread": "import os, threading, time\nos._exit = lambda *_: None\nthreading.Thread(target=time.sleep, args=(1000,)).start()",
    "no_output": "import sys\nprint('whole')\nsys.stdout = sys.stderr = None",
    "locked_folder": "import os\nos.makedirs('a/b/c')\nos.mkdir('a/b/d', 0)\nos.symlink('/', 'a/link')\nos.umask(0o777)",
    "imports": "import hashlib, ssl, zoneinfo\nhashlib.md5(b'')\nzoneinfo.ZoneInfo('Europe/Paris')\nimport pwd, os\npwd.getpwuid(os.getuid())",
}  # fmt: skip
ENVIRONMENT = "import os\nprint(sorted(os.environ))\nprint(dict(os.environ))\nprint(open('/proc/self/environ').read().split('\\0'))"
FILES = {
    **note("a_leaks", LEAKS),
    **note("m_tells", TELLS),
    **note("n_draws", DRAWS, 'alt="A line."'),
    **note("z_leaks", LEAKS),
    **note("environment", ENVIRONMENT),
    **lab("surroundings", "import os\nprint(sorted(os.environ), dict(os.environ))"),
    **claim("prints", "for _ in range(100):\n    print('x' * 10**6)\nreturn measured('so')"),
}
for name, code in ODD.items():
    FILES |= note(name, code if "'whole'" in code else f"{code}\nprint('whole')")


@pytest.fixture(scope="module")
def place(make_project, tmp_path_factory):
    """One build of a project with all of them."""
    found = placed(make_project, tmp_path_factory.mktemp("odd"), FILES)
    ran = build(found)
    assert ran.returncode == 0, ran.stderr
    return found


def words(place, name):
    """What a page shows, without its markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", place.page(name)))


def test_what_a_note_changes_leaks_into_no_other(place):
    """Functions, constants, settings, seeds, modules: each note finds them as if it were alone."""
    chance = f"{np.random.RandomState(0).random_sample()} {random.Random(0).random()} none 4.0"
    assert f"{np.sin(1.0)} {np.pi} {np.array([1 / 3, 1e-9])}\n{chance}" in words(place, "concepts/m-tells")


def test_a_figure_is_the_same_beside_any_other_note(place, make_project, tmp_path):
    """As in a build without the notes that change settings."""
    alone = placed(make_project, tmp_path, note("n_draws", DRAWS, 'alt="A line."'))
    assert build(alone).returncode == 0
    (figure,) = re.findall(r"<svg[^>]*role=.*?</svg>", alone.page("concepts/n-draws"), re.S)
    assert figure in place.page("concepts/n-draws")


@pytest.mark.parametrize("name", ODD)
def test_what_a_note_leaves_behind_delays_and_breaks_nothing(name, place):
    """Patched functions, hooks, threads, folders that are hard to remove: the output is right."""
    assert "whole" in words(place, f"concepts/{name.replace('_', '-')}")


def test_a_claim_may_print_what_it_likes(place):
    """Nobody hears it."""
    assert "so" in words(place, "concepts/prints")


@pytest.mark.parametrize("page", ["concepts/environment", "labs/surroundings"])
def test_no_secret_is_in_the_environment(page, place):
    """No token and no proxy; the home is the folder that the cell runs in."""
    shown = words(place, page)
    assert f"'HOME': '{place.tmp}/" in shown and "'TZ': 'UTC'" in shown
    assert not re.search(f"{SECRET}|TOKEN|PROXY|proxy|SECRET", shown)


def test_the_name_of_the_folder_for_temporary_files_may_be_long(make_project, tmp_path):
    """Longer than that of a socket can be, 107 bytes; notes and labs run, and nothing is left there."""
    files = {**note("short", "print('whole')"), **lab("brief", "print('whole')")}
    place = replace(placed(make_project, tmp_path, files), tmp=tmp_path / ("t" * 120))
    place.tmp.mkdir()
    ran = build(place)
    assert ran.returncode == 0, ran.stderr
    assert "whole" in words(place, "concepts/short") and "whole" in words(place, "labs/brief")
    assert list(place.tmp.iterdir()) == []


def test_nothing_is_left(place):
    """No process, no temporary folder."""
    assert place.processes() == []
    assert list(place.tmp.iterdir()) == []
