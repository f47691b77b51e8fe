"""Hard line breaks: lines that a mail program, a PDF or a copied page broke in the middle of a sentence, joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from generator.mining.cleaning.lines import Line, Lines, Log, closes
from generator.mining.cleaning.numbers import number_at

_INSIDE: Final = re.compile(r"[。；]")
_CONTINUES: Final = re.compile(r"[，。、；：！？”’》%…]|）(?![^）]{2,30}[。，]|[^，。]{2,30}$)")
_OPEN_ENDS: Final = ("，", "、", "（", "“", "‘", "《", "—", "+")
_SALUTATION: Final = re.compile(r".{0,40}[：:！!]")
_NARROWEST: Final = 18  # characters a line of a text that was wrapped
_SPREAD: Final = 3  # a wrapped line is at most so much shorter than the width: words and figures are not broken
_WRAPPED_LINES: Final = 6
_TITLE: Final = 70  # characters of a first line that may be a title, exclamation marks and all


def join_breaks(lines: Lines, log: Log) -> list[Line]:
    """Join each line to the one before where a sentence goes on across the break."""
    width = _width(lines)
    found: list[Line] = []
    last = ""  # the physical line before this one: what was joined already does not count for the width
    for line in lines:
        title = len(found) == 1 and len(last) <= _TITLE and not width
        if found and not title and _goes_on(found[-1].text, last, line.text, width):
            log(line.raw, f"{last[-12:]}⏎{line.text[:12]}", f"{last[-12:]}{line.text[:12]}")
            found[-1] = replace(found[-1], text=_joined(found[-1].text, line.text))
        else:
            found.append(line)
        last = line.text
    return found


def _joined(first: str, second: str) -> str:
    between = (
        " " if first[-1:].isascii() and first[-1:].isalpha() and second[:1].isascii() and second[:1].isalpha() else ""
    )
    return first + between + second


def _width(lines: Sequence[Line]) -> int:
    """Find the width at which the text was wrapped, or 0: many lines of nearly one length that end in mid-sentence."""
    lengths = Counter(len(line.text) for line in lines if not closes(line.text) and len(line.text) >= _NARROWEST)
    open_lines = sum(lengths.values())
    if open_lines < _WRAPPED_LINES:
        return 0
    widest = max(lengths)
    widths = sorted({length + n for length in lengths for n in range(_SPREAD + 1) if length + n <= widest})
    best = max(widths, key=lambda width: sum([lengths[width - n] for n in range(_SPREAD + 1)]))
    wrapped = sum([lengths[best - n] for n in range(_SPREAD + 1)])
    return best if wrapped >= _WRAPPED_LINES and wrapped * 2 >= open_lines else 0


def _goes_on(before: str, last: str, text: str, width: int) -> bool:
    if text == before:
        return False
    if _CONTINUES.match(text) or before.endswith(_OPEN_ENDS):
        return True
    if closes(before) and not (width and len(last) >= width - 1):
        return False
    number = number_at(text)
    if number is not None and number.kind not in ("1.", "（1）"):
        return False
    if number is not None and (closes(before) or not width):
        return False
    if width and len(last) >= width - _SPREAD:
        return not _SALUTATION.fullmatch(text) or not closes(before)
    if number_at(before) and not _INSIDE.search(before):
        return False  # a heading on a line of its own
    return bool(_INSIDE.search(before)) and not before.endswith(("：", ":"))
