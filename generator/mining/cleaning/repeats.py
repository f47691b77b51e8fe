"""The same article pasted twice: the second copy goes, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from generator.mining.cleaning.lines import APART, CJK, Line, Lines, Log, together

_NOT_SENTENCES: Final = re.compile(rf"[^{CJK}\dA-Za-z。！？；{APART}]+")
_SHORTEST: Final = 8  # letters of a sentence that counts
_SHARE: Final = 0.8  # of a paragraph's letters that stood before
_FRAGMENT: Final = 12
_TITLE: Final = 90  # characters


def drop_repeats(lines: Lines, log: Log) -> list[Line]:
    """Drop runs of paragraphs of which at least four fifths stood before, and the title's second copy.

    One paragraph alone that is said twice stays: speakers do that.
    """
    sentences = _sentences(lines)
    wholes = ["".join(one) for one in sentences]
    again = _standing_before(sentences, wholes)
    found: list[Line] = []
    for at, line in enumerate(lines):
        neighbours = again[max(at - 1, 0) : at] + again[at + 1 : at + 2]
        whole = wholes[at] if len(line.text) <= _TITLE else ""
        title = whole != "" and whole == wholes[0]
        in_run = again[at] and any(neighbours)
        if found and (title or in_run or (len(found) <= 2 and _cut_title(whole, lines[0].text, wholes[0]))):
            log(line.raw, line.text, "")
        else:
            found.append(line)
    return found


def _sentences(lines: Lines) -> list[list[str]]:
    """Give the sentences of each line, of each its letters only."""
    letters = _NOT_SENTENCES.sub("", together(lines))
    for mark in "！？；":
        letters = letters.replace(mark, "。")
    return [[sentence for sentence in text.split("。") if sentence] for text in letters.split(APART)]


def _standing_before(sentences: Sequence[Sequence[str]], wholes: Sequence[str]) -> list[bool]:
    seen: set[str] = set()
    seen_whole: set[str] = set()
    found = []
    for here, whole in zip(sentences, wholes, strict=True):
        found.append(whole in seen_whole or _stood_before(here, seen))
        seen.update(here)
        seen_whole.add(whole)
    return found


def _stood_before(sentences: Sequence[str], seen: set[str]) -> bool:
    if seen.isdisjoint(sentences):
        return False
    long = [letters for letters in sentences if len(letters) >= _SHORTEST]
    total = sum(map(len, long))
    return total >= _FRAGMENT and sum(len(letters) for letters in long if letters in seen) >= _SHARE * total


def _cut_title(whole: str, title: str, title_letters: str) -> bool:
    """Tell a standfirst that is only the first half of the title."""
    return len(whole) >= _SHORTEST and len(title) <= 80 and title_letters.startswith(whole)
