"""Clean paragraphs into units: a sentence, a heading or an enumerated item, with its level (design.md, section 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from generator.mining.cleaning.lines import Line, closes
from generator.mining.cleaning.numbers import Number, number_at

Kind: TypeAlias = Literal["title", "line", "salutation", "heading", "lead", "item", "sentence"]

_SENTENCE: Final = re.compile(r".+?(?:[。！？](?:[！？]*)[”’」』）》]*|……(?=[”’」』）》]*$)|$)", re.DOTALL)
_END: Final = re.compile(r"[。！？…](?:(?<!…)[！？]*[”’」』）》]*|(?<=…)…(?=[”’」』）》]*$))")
_OPEN: Final = (("（", "）"), ("《", "》"))
_MAIN: Final = frozenset(("一、", "（一）", "部分"))  # where none of these stands, 1. on a line of its own heads a part
_SALUTATION: Final = re.compile(
    r"(?:尊敬的|亲爱的|敬爱的)?.{0,60}(?:同志们|同志|领导|代表|委员|朋友们?|来宾|老师们?|同学们?|嘉宾|女士们?|先生们?|战友们?|家长们?|各位|大家好|你们好)[，、！!]?(?:大家好|上午好|下午好|晚上好|早上好)?[：:！!。]?"
)
_TITLE: Final = 70
_HEADING: Final = 60
_SUBHEAD: Final = 90  # a news report's subheading quotes a whole demand
_HEAD_LINES: Final = 6
_HEAD_LINE: Final = re.compile(
    r"[（(].{4,40}[）)]|.{0,16}\d{4}年.{2,20}|——?.{4,50}"
    r"|[^，。；：！？]{0,36}(?:书记|市长|县长|区长|省长|镇长|乡长|局长|厅长|部长|主任|校长|院长|董事长|总经理|行长|会长|主席|处长)[^，。；：！？]{0,8}"
)


class Unit(Struct, frozen=True, gc=False):
    """One unit of a clean text. ``paragraph`` counts from 1; ``first`` = it opens its paragraph; level 0 to 3."""

    text: str
    body: str
    kind: Kind
    level: int
    paragraph: int
    first: bool
    raw: int


def cut(lines: Sequence[Line]) -> tuple[Unit, ...]:
    """Cut clean *lines* into units, in reading order; their texts together are the text of the lines."""
    kinds = {number.kind for line in lines if (number := number_at(line.text))}
    head = _head_length(lines)
    found: list[Unit] = []
    for paragraph, line in enumerate(lines, 1):
        if paragraph <= head:
            found.append(_head_unit(line, paragraph))
        else:
            found += _units(line, paragraph, kinds)
    return tuple(found)


def _head_length(lines: Sequence[Line]) -> int:
    """Count the lines before the text: title, date, speaker, salutation."""
    for at, line in enumerate(lines[:_HEAD_LINES]):
        if _SALUTATION.fullmatch(line.text) and len(line.text) <= _TITLE:
            return at + 1
        if (closes(line.text) and len(line.text) > _TITLE) or number_at(line.text):
            break
    if not lines or not _is_title(lines[0]):
        return 0
    length = 1
    while length < min(len(lines), _HEAD_LINES) and _HEAD_LINE.fullmatch(lines[length].text):
        length += 1
    return length


def _is_title(line: Line) -> bool:
    return len(line.text) <= _TITLE and not line.text.endswith(("。", "；", "，")) and number_at(line.text) is None


def _head_unit(line: Line, paragraph: int) -> Unit:
    kind: Kind = "title" if paragraph == 1 else "line"
    if _SALUTATION.fullmatch(line.text) and line.text.endswith(("：", ":", "！", "。")):
        kind = "salutation"
    return Unit(line.text, line.text, kind, 0, paragraph, True, line.raw)


def _units(line: Line, paragraph: int, kinds: Set[str]) -> Iterator[Unit]:
    for at, text in enumerate(_sentences(line.text)):
        number = number_at(text)
        body = text[len(number.text) :] if number else text
        level = _level(number, kinds, first=at == 0)
        if level == 0 and at == 0 and line.lead:
            level = 3
        kind: Kind = "sentence"
        if not closes(text) and at == 0:
            kind, level = _unfinished(text, level, kinds, whole=text == line.text)
        elif level in (1, 2):
            kind = "lead"
        elif level == 3:
            kind = "item"
        yield Unit(text, body, kind, level, paragraph, at == 0, line.raw)


def _unfinished(text: str, level: int, kinds: Set[str], *, whole: bool) -> tuple[Kind, int]:
    """Tell what a line without an end mark is: a heading, a salutation in the middle, or a sentence that lost its mark."""
    if _SALUTATION.fullmatch(text) and text.endswith(("：", ":")):
        return "salutation", 0
    if level:
        main = level == 3 and whole and not kinds & _MAIN and len(text) <= _HEADING
        return "heading", 1 if main else level
    if whole and len(text) <= _SUBHEAD and not text.endswith(("：", "；", "，", ":", "、")) and "。" not in text:
        return "heading", (1 if "一、" not in kinds else 2) if len(text) > 3 else 0
    return "sentence", 0


def _level(number: Number | None, kinds: Set[str], *, first: bool) -> int:
    """Give the level a number stands for: GB/T 9704-2012, 7.3.3; 第一， is a part where no 一、 stands in the text."""
    if number is None:  # most sentences
        return 0
    match number:
        case Number(kind="一、" | "部分"):
            return 1
        case Number(kind="（一）"):
            return 2
        case Number(kind="第一，", value=value, text=text):
            if not value or text[0] != "第":
                return 0
            return 1 if first and "一、" not in kinds else 3
        case Number(kind="1." | "（1）" | "一是"):
            return 3
        case _:
            return 0


def _sentences(text: str) -> Iterator[str]:
    """Cut a paragraph after 。！？ and the quotation marks that follow; never inside brackets or book-title marks."""
    start = 0
    for end in _ends(text):
        piece = text[start:end]
        if end < len(text) and len(piece) < 200 and _is_open(piece):
            continue
        yield piece
        start = end


def _ends(text: str) -> Sequence[int]:
    """Tell where the sentences of *text* end, looking at its marks only, unless it is one with marks in strange places."""
    ends: list[int] = [0]
    for match in _END.finditer(text):
        if match.start() == ends[-1]:  # a sentence is more than its mark
            break
        ends.append(match.end())
    else:
        if "\n" not in text:
            return ends[1:] if ends[-1] == len(text) else [*ends[1:], len(text)]
    return [match.end() for match in _SENTENCE.finditer(text)]


def _is_open(piece: str) -> bool:
    return any(opening in piece and piece.count(opening) > piece.count(closing) for opening, closing in _OPEN)
