"""Where points of a network stand: linked ones near each other, no label over another, the same each time."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest

from rectified.drawing import layout as module
from rectified.drawing.layout import GAP, layout

WIDTH = 340.0


def network(count, links):
    """The neighbours of each of so many points."""
    return [{b for a, b in links if a == i} | {a for a, b in links if b == i} for i in range(count)]


RING = [(i, (i + 1) % 12) for i in range(12)]
STAR = [(0, i) for i in range(1, 20)]
TWO = [*pairwise(range(6)), *pairwise(range(6, 12))]
ALL = list(combinations(range(15), 2))
NETWORKS = {"ring": (12, RING), "star": (20, STAR), "two apart": (12, TWO), "all": (15, ALL), "pair": (2, [(0, 1)])}
each = pytest.mark.parametrize("count, links", NETWORKS.values(), ids=NETWORKS)


def placed(count, links, size=(60.0, 30.0)):
    return layout(network(count, links), [size] * count, WIDTH)


@each
def test_no_two_boxes_overlap_and_all_are_within(count, links):
    """Within the width, and from 0 to the height that is told."""
    places, height = placed(count, links)
    for (x, y), (u, v) in combinations(places, 2):
        assert abs(x - u) > 60 - 1e-3 or abs(y - v) > 30 - 1e-3
    assert all(30 - 1e-6 <= x <= WIDTH - 30 + 1e-6 and 15 - 1e-6 <= y <= height - 15 + 1e-6 for x, y in places)
    assert min(y for _, y in places) == pytest.approx(15)


@each
def test_the_same_links_give_the_same_places(count, links):
    """There is no chance in it."""
    assert placed(count, links) == placed(count, list(reversed(links)))


def test_what_is_linked_stands_nearer_than_what_is_not():
    """On the whole, in a ring."""
    places, _ = placed(12, RING)
    near = [math.dist(places[a], places[b]) for a, b in RING]
    far = [math.dist(places[a], places[(a + 6) % 12]) for a in range(6)]
    assert max(near) < min(far)


def test_what_is_linked_to_all_stands_in_their_midst():
    """The middle of a star."""
    places, _ = placed(20, STAR, size=(10.0, 10.0))
    middle = [sum(values) / len(places) for values in zip(*places, strict=True)]
    apart = [math.dist(place, middle) for place in places]
    assert apart[0] == min(apart)


def test_points_without_links_stand_in_rows_below():
    """From the left, as many in a row as there is room for."""
    places, height = placed(8, [(0, 1)])
    lowest = max(places[0][1], places[1][1]) + 15
    first = lowest + GAP + 15
    across = [30.0, 100.0, 170.0, 240.0, 310.0]
    assert places[2:7] == [(x, pytest.approx(first)) for x in across]
    assert places[7:] == [(30.0, pytest.approx(first + 30 + GAP))]
    assert height == pytest.approx(first + 30 + GAP + 15)


def test_no_links_at_all_are_rows():
    """And no points at all nothing."""
    assert placed(2, []) == ([(30.0, GAP + 15), (100.0, GAP + 15)], GAP + 30)
    assert placed(0, []) == ([], 0.0)


def test_a_label_wider_than_the_drawing_is_no_endless_search():
    """It stands as well as it can."""
    places, _ = placed(3, [(0, 1), (1, 2)], size=(500.0, 30.0))
    assert len({y for _, y in places}) == 3


def test_a_thousand_points_stay_on_the_circle(monkeypatch):
    """No pair of them is looked at for the sake of the distances: that would take minutes."""
    monkeypatch.setattr(module, "_settle", lambda *_: pytest.fail("a thousand points are moved"))
    places, _ = placed(1000, [(i, (i + 1) % 1000) for i in range(1000)], size=(20.0, 10.0))
    assert len(places) == 1000
