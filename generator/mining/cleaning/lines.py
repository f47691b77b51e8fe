"""What cleaning works on: lines that remember where they came from, and a log of what was done to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

CJK: Final = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
ENDS: Final = "。！？"
CLOSERS: Final = "”’」』）》"
_CLOSERS, _FINISHED = tuple(CLOSERS), (*ENDS, "…")
APART: Final = "\x1e"  # ends a line for str.splitlines, and html.unescape drops it: it stands in no line


class Line(Struct, frozen=True, gc=False):
    """One line of text; ``raw`` is the line of the document on which it began, from 1. ``lead`` = it opens in bold."""

    text: str
    raw: int
    lead: bool = False


class Change(Struct, frozen=True, gc=False):
    """One thing that a step did: ``after`` is empty where a line was dropped."""

    step: str
    raw: int
    before: str
    after: str


Lines: TypeAlias = Sequence[Line]
Log: TypeAlias = Callable[[int, str, str], None]
StepRun: TypeAlias = Callable[[Lines, Log], Lines]


class Step(Struct, frozen=True):
    """A named step of cleaning: *run* takes the lines and the log and gives the lines back.

    A text that has none of the characters in ``only_with`` is as the step would leave it, and is not gone through.
    """

    name: str
    about: str
    run: StepRun
    only_with: str = ""


def together(lines: Lines) -> str:
    """Give the texts of *lines* as one, to be searched or changed in one go; :data:`APART` stands between them."""
    return APART.join([line.text for line in lines])


def mapped(lines: Lines, log: Log, mend: Callable[[str], str]) -> list[Line]:
    """Apply *mend* to the text of each line; log what it changed, drop what it emptied."""
    found: list[Line] = []
    for line in lines:
        text = mend(line.text)
        if text != line.text:
            log(line.raw, line.text, text)
        if text:
            found.append(replace(line, text=text) if text != line.text else line)
    return found


def closes(text: str) -> bool:
    """Tell whether *text* ends as a finished sentence does, quotation marks and brackets after the mark or not."""
    return text.endswith(_FINISHED) or (text.endswith(_CLOSERS) and text.rstrip(CLOSERS).endswith(_FINISHED))
