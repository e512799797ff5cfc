"""The figures of bench/speed.json, which `nox -s bench-snippets` measures and the repository keeps."""

from __future__ import annotations

from typing import Any

from _committed import committed


def timings() -> dict[str, Any]:
    """The whole file."""
    return committed("speed.json")


def nanoseconds(function: str, name: str, dtype: str = "float32", size: int = 1_000_000) -> float | None:
    """The median for one element; None where it was not measured. name: "snippet", "fast", "torch", …"""
    for row in timings()["results"]["rows"]:
        if (row["function"], row["name"], row["dtype"], row["size"]) == (function, name, dtype, size):
            return float(row["ns"]["median"])
    return None


def functions() -> list[str]:
    """The functions that have a fast form, in the order of the file."""
    rows = timings()["results"]["rows"]
    return list(dict.fromkeys(row["function"] for row in rows if row["name"] == "fast"))


def ratios(name: str, to: str, dtype: str, size: int = 1_000_000) -> dict[str, float]:
    """How many times as long one takes as the other, by function, of those with a fast form that both have."""
    pairs = {each: (nanoseconds(each, name, dtype, size), nanoseconds(each, to, dtype, size)) for each in functions()}
    return {each: one / other for each, (one, other) in pairs.items() if one and other}
