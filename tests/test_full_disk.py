"""A disk that is full: a message that says so, and the last good site as it was."""

from __future__ import annotations

import shlex
import subprocess

import pytest
from hostile import COMMAND, GOOD, build, note, placed

NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-ec"]


def can_mount() -> bool:
    """Whether this user may mount a file system of their own."""
    try:
        tried = subprocess.run([*NAMESPACE, "mount -t tmpfs -o size=64k tmpfs /mnt"], capture_output=True, timeout=30)
    except OSError:
        return False
    return tried.returncode == 0


pytestmark = pytest.mark.skipif(not can_mount(), reason="a small disk needs a mount namespace of one's own")


@pytest.fixture(scope="module")
def size(make_project, tmp_path_factory) -> int:
    """What a site takes, in bytes."""
    place = placed(make_project, tmp_path_factory.mktemp("whole"), {})
    assert build(place).returncode == 0
    return sum(map(len, place.site().values()))


def on_a_small_disk(place, folder, size, command=COMMAND):
    """Build with `folder` on a disk of so many bytes; the exit status, what was said, what the disk holds at the end."""
    folder.mkdir(exist_ok=True)
    disk = shlex.quote(str(folder))
    script = f"""
        mount -t tmpfs -o size={size} tmpfs {disk}
        mkdir -p {disk}/site
        printf %s {shlex.quote(GOOD)} > {disk}/site/index.html
        status=0; {shlex.join(command)} || status=$?
        cd {disk} && find . -type f && cat site/index.html
        exit $status"""
    return subprocess.run(
        [*NAMESPACE, script],
        cwd=place.root,
        env=place.environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9], ids=lambda share: f"{share:.0%}")
def test_a_site_that_does_not_fit_leaves_the_last_one(share, size, make_project, tmp_path):
    """Status 1, one message with the file that could not be written, and nothing but the last good site on the disk."""
    place = placed(make_project, tmp_path, {})
    disk = tmp_path / "disk"
    command = [*COMMAND, "--site", str(disk / "site")]
    ran = on_a_small_disk(place, disk, 16_384 + int(share * size), command)
    assert ran.returncode == 1, ran.stderr
    (message,) = [line for line in ran.stderr.splitlines() if "No space left on device" in line]
    assert "site.new" in message and message.endswith("the last good site is untouched")
    assert "Traceback" not in ran.stderr
    assert ran.stdout.splitlines() == ["./site/index.html", GOOD]


def test_a_note_that_fills_the_disk_is_told_so(make_project, tmp_path):
    """At the line that writes."""
    fills = "with open('large', 'wb') as file:\n    for _ in range(1000):\n        file.write(bytes(100_000))"
    place = placed(make_project, tmp_path, note("fills", fills))
    ran = on_a_small_disk(place, place.tmp, 2**22)
    assert ran.returncode == 1, ran.stderr
    (message,) = [line for line in ran.stderr.splitlines() if line.startswith("docs/concepts/fills.md:8: ")]
    assert "OSError: [Errno 28] No space left on device" in message
    assert ran.stdout.splitlines() == ["./site/index.html", GOOD]
    assert place.site() == {"index.html": GOOD.encode()}
