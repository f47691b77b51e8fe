"""Words for SQLite's FTS5: Chinese is written without spaces, so a text is indexed by its pairs of characters."""

from __future__ import annotations

import re
from typing import Final

from generator.slots import HAN

BOUNDARY: Final = " 0z0 "
"""Stands between two texts, so that no word is found across them."""
_RUN: Final = re.compile(rf"{HAN}+|[0-9A-Za-z]+")


def indexed(text: str) -> str:
    """Give the words under which a text is found: pairs of characters that overlap, each run's last character alone.

    >>> indexed("抓落实，见A4")
    '抓落 落实 实 见 A4'
    """
    return " ".join(word for run in _RUN.findall(text) for word in _words(run))


def expression(word: str) -> str:
    """Give the FTS5 expression for a word that must occur as it stands; "" when it has no character to look for."""
    parts = [_expression(run) for run in _RUN.findall(word)]
    return " AND ".join(parts)


def pairs(word: str) -> list[str]:
    """Give the pairs of characters of a word, a single character as it is."""
    return [pair for run in _RUN.findall(word) for pair in (_words(run)[:-1] or [run])]


def _words(run: str) -> list[str]:
    if run.isascii():
        return [run]
    return [*(run[at : at + 2] for at in range(len(run) - 1)), run[-1]]


def _expression(run: str) -> str:
    if len(run) == 1 and not run.isascii():
        return f"{run}*"  # the first of a pair, or the last of a run
    return '"' + " ".join(_words(run)[: None if run.isascii() else -1]) + '"'
