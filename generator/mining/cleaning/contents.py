"""A contents list before the speech: dropped, but used to restore a heading that the body has lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from generator.mining.cleaning.lines import Line, Lines, Log, closes
from generator.mining.cleaning.numbers import Number, number_at

_LEADERS: Final = re.compile(r"[.…·\s]*(?:…|\.{2,}|·{2,})[.…·\s]*\d{0,3}$|\s+\d{1,3}$")
_LIST: Final = 3  # lines at least; two will do when the body repeats both
_HEADINGS: Final = ("一、", "（一）")


def drop_contents(lines: Lines, log: Log) -> list[Line]:
    """Drop a run of headings without text between, when the body repeats one of them."""
    found = list(lines)
    start, end = _run(found)
    entries, body = found[start:end], found[:start] + found[end:]
    heads = [entry for entry in entries if (number := number_at(_bare(entry))) and number.kind in _HEADINGS]
    repeated = [entry for entry in heads if _standing(_bare(entry), found[end:]) is not None]
    enough = repeated and (len(entries) >= _LIST or len(repeated) == len(entries) > 1)
    if not enough:
        return found
    for entry in entries:
        log(entry.raw, entry.text, "")
    return _restored(body, heads, log)


def _bare(line: Line) -> str:
    return _LEADERS.sub("", line.text)


def _run(lines: Sequence[Line]) -> tuple[int, int]:
    """Find the first run of numbered lines without text between: (start, end)."""
    for start, line in enumerate(lines[:8]):
        if number_at(line.text):
            end = start
            while end < len(lines) and _is_entry(lines[end]):
                end += 1
            return start, end
    return 0, 0


def _is_entry(line: Line) -> bool:
    number = number_at(line.text)
    return bool(number and number.kind in (*_HEADINGS, "1.", "部分") and len(line.text) <= 60 and not closes(line.text))


def _standing(entry: str, body: Sequence[Line]) -> int | None:
    """Find the line of the body that carries the heading of *entry* (it may be longer there)."""
    number = number_at(entry)
    if number is None:
        return None
    words = entry[len(number.text) :]
    for at, line in enumerate(body):
        here = number_at(line.text)
        if here and here.kind == number.kind and line.text[len(here.text) :].startswith(words[:8]):
            return at
    return None


def _restored(body: list[Line], entries: Sequence[Line], log: Log) -> list[Line]:
    """Put back a heading of the list that the body lacks, where its next sister stands in the body."""
    for entry, sister in pairwise(entries):
        if _standing(_bare(entry), body) is not None:
            continue
        here, there = number_at(_bare(entry)), number_at(_bare(sister))
        at = _standing(_bare(sister), body)
        if here and there and at is not None and here.kind == there.kind and there.value == here.value + 1:
            place = _place(body, at)
            log(body[place].raw, "", _bare(entry))
            body.insert(place, replace(entry, text=_bare(entry), raw=body[place].raw))
    return body


def _place(body: Sequence[Line], sister: int) -> int:
    """Where the lost heading stood: after the heading before it, and after that one's lead-in if more text follows."""
    before = sister - 1
    while before > 0 and _heading(body[before]) is None:
        before -= 1
    return before + 2 if sister - before > 2 else before + 1


def _heading(line: Line) -> Number | None:
    number = number_at(line.text)
    return number if number and number.kind in _HEADINGS else None
