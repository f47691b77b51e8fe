"""The document tree between planning and writing: frozen, with the origin of every piece of text.

Planning never sees Word and writers never see YAML; both see only this module. A tree is made by an outline
(``generator.outline``) or by a reader (``generator.readers``), and drawn by a writer (``generator.writers``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

OriginKind: TypeAlias = Literal["phrase", "brief", "outline", "computed", "blank", "file"]


class Origin(Struct, frozen=True):
    """Where a piece of text came from.

    ``ref`` is, by kind: the phrase's id · the place in the brief (``举措/2/任务/3``) · the outline's id ·
    what was computed · the hint of a blank · the name of the file that was read.
    """

    kind: OriginKind
    ref: str = ""


class Span(Struct, frozen=True):
    """A piece of text with one origin. The text of a blank is its hint, without brackets."""

    text: str
    origin: Origin

    @property
    def shown(self) -> str:
        """The text as every output shows it: a blank stands in ``〔待补：…〕``."""
        return f"〔待补：{self.text}〕" if self.origin.kind == "blank" else self.text


Text: TypeAlias = tuple[Span, ...]

LineRole: TypeAlias = Literal["date", "speaker", "salutation", "source"]


class Title(Struct, frozen=True):
    """The title. ``|`` in its text is a line break that the drafter forces; writers never print it."""

    text: Text


class Line(Struct, frozen=True):
    """A line outside the body text: date, speaker, salutation, or the source of a news report."""

    role: LineRole
    text: Text


class Heading(Struct, frozen=True):
    """A heading without its number: level 1 is 一、, 2 is （一）, 3 is 1., 4 is （1）.

    ``numbered`` is false for the sub-headings of a news report. ``run_in`` means that the paragraph
    that follows stands on the same line (（一）加强考核评价。建立健全……).
    """

    level: Literal[1, 2, 3, 4]
    text: Text
    numbered: bool = True
    run_in: bool = False


class Paragraph(Struct, frozen=True):
    """Body text. ``item`` counts from 1 when the paragraph is the 一是, 二是 … of a list, else 0."""

    text: Text
    item: int = 0


Block: TypeAlias = Title | Line | Heading | Paragraph


class Draft(Struct, frozen=True):
    """A speech: its blocks in reading order."""

    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The title in one line, forced breaks left out; empty when there is none."""
        return next((plain(b.text).replace("|", "") for b in self.blocks if isinstance(b, Title)), "")

    def spans(self) -> Iterator[Span]:
        """Go through every span in reading order."""
        for block in self.blocks:
            yield from block.text


def plain(text: Iterable[Span]) -> str:
    """Give the text as shown, blanks in their brackets, without origins."""
    return "".join([span.shown if span.origin.kind == "blank" else span.text for span in text])  # read most of all
