"""A small character-bigram model of written Chinese: how likely one character follows another.

The data file has one line a first character: the character, then its followers, each with a base-36 digit: twice the
binary logarithm of its count. It is made by ``tests/tools/build_bigrams.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from itertools import pairwise

UNSEEN = -3.0


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, float]]:
    text = (resources.files("generator.mining") / "data" / "bigrams.txt").read_text("utf-8")
    return {
        line[0]: {follower: int(digit, 36) / 2 for follower, digit in zip(line[1::2], line[2::2], strict=True)}
        for line in text.splitlines()
        if line and line[0] != "#"
    }


def likelihood(text: str) -> float:
    """Score *text*: the mean over its character pairs, from -3 (no pair known) to 17.5. Text of one character scores -3."""
    pairs = len(text) - 1
    if pairs < 1:
        return UNSEEN
    table = _table()
    empty: Mapping[str, float] = {}
    return sum(table.get(a, empty).get(b, UNSEEN) for a, b in pairwise(text)) / pairs


def pair(first: str, second: str) -> float:
    """Score one pair: 0 to 17.5, or -3 where it is not known."""
    return _table().get(first, {}).get(second, UNSEEN)
