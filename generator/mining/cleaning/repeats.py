"""The same article pasted twice: the second copy goes, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from generator.mining.cleaning.lines import CJK, Line, Lines, Log

_LETTERS: Final = re.compile(rf"[^{CJK}\dA-Za-z]+")
_NOT_SENTENCES: Final = re.compile(rf"[^{CJK}\dA-Za-z。！？；]+")
_SENTENCE: Final = re.compile(r"[。！？；]+")
_SHORTEST: Final = 8  # letters of a sentence that counts
_SHARE: Final = 0.8  # of a paragraph's letters that stood before
_FRAGMENT: Final = 12
_TITLE: Final = 90  # characters


def drop_repeats(lines: Lines, log: Log) -> list[Line]:
    """Drop runs of paragraphs of which at least four fifths stood before, and the title's second copy.

    One paragraph alone that is said twice stays: speakers do that.
    """
    again = _standing_before(lines)
    found: list[Line] = []
    for at, line in enumerate(lines):
        neighbours = again[max(at - 1, 0) : at] + again[at + 1 : at + 2]
        whole = _whole(line.text) if len(line.text) <= _TITLE else ""
        title = bool(found) and whole != "" and whole == _whole(found[0].text)
        in_run = again[at] and any(neighbours)
        if found and (title or in_run or _cut_title(whole, found)):
            log(line.raw, line.text, "")
        else:
            found.append(line)
    return found


def _standing_before(lines: Lines) -> list[bool]:
    seen: set[str] = set()
    wholes: set[str] = set()
    found = []
    for line in lines:
        sentences = [letters for letters in _SENTENCE.split(_NOT_SENTENCES.sub("", line.text)) if letters]
        whole = "".join(sentences)
        found.append(_stood_before(sentences, seen) or whole in wholes)
        seen.update(sentences)
        wholes.add(whole)
    return found


def _whole(text: str) -> str:
    return _LETTERS.sub("", text)


def _stood_before(sentences: Sequence[str], seen: set[str]) -> bool:
    long = [letters for letters in sentences if len(letters) >= _SHORTEST]
    total = sum(map(len, long))
    return total >= _FRAGMENT and sum(len(letters) for letters in long if letters in seen) >= _SHARE * total


def _cut_title(whole: str, found: Sequence[Line]) -> bool:
    """Tell a standfirst that is only the first half of the title."""
    near = len(found) <= 2 and len(whole) >= _SHORTEST and len(found[0].text) <= 80
    return near and _whole(found[0].text).startswith(whole)
