"""Headings that lost their number or their line: numbers restored in sequence, titles and headings parted from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from generator.mining.cleaning.bigrams import pair
from generator.mining.cleaning.lines import CJK, Line, Lines, Log, closes
from generator.mining.cleaning.numbers import number_at, value
from generator.mining.rules import openers
from generator.numbering import chinese_numeral

_LOST: Final = re.compile(rf"[)）](?=[{CJK}“])")
_NO_MARK: Final = re.compile(
    rf"([一二三四五六七八九十]{{1,2}})(?=[{CJK}])(?![是要则个级条项年月日点线带体届次批方致切些定下起直旦])"
)
_HALF: Final = re.compile(rf"[（(]([一二三四五六七八九十]{{1,2}})(?=[{CJK}])(?![)）、])")
_HEADING: Final = 40  # characters; a heading of level 1 with its number is not longer
_NUMBER_INSIDE: Final = re.compile(
    r"[。！？：；”）](?=[一二三四五六七八九十]{1,3}、[^、，。]{2}|（[一二三四五六七八九十]{1,3}）)"
)
_LEVEL2_INSIDE: Final = re.compile(r"(?<=[^。，、；（])(?=（一）)")
_TITLE_RUN_IN: Final = re.compile(
    r"([^。！？；]{4,70}?(?:讲话|发言|致辞|报告|表态|动员|研讨|体会)(?!发言|讲话)(?:稿|材料|提纲)?)(?=(?:尊敬的|各位|同志们|同志：)|(?P<body>[^的会中上时和、，。：（》”]))"
)
_SALUTATION: Final = re.compile(
    r"((?:尊敬的)?[^。！？；]{0,50}(?:同志们|同志|领导|代表|委员|朋友们?|来宾|老师们?|同学们?|嘉宾|先生们)[：:])(?=.)"
)
_LONG_LINE: Final = 120
_LOST_LAYOUT: Final = 300  # characters; paragraphs that long have lost their line breaks
_PARAGRAPH_INSIDE: Final = re.compile(r"[。！](?=[一二三四五六七八九]是[^。]{2,20}。|同志们[，！：])")


def restore_headings(lines: Lines, log: Log) -> list[Line]:
    """Give each heading its own line and its number."""
    parted = [part for at, line in enumerate(lines) for part in _parted(line, first=at == 0, log=log)]
    glued = any(_is_glued(line.text) for line in parted)
    if glued:
        parted = [part for line in parted for part in _heading_and_text(line, log)]
    return _renumbered(parted, log)


def _parted(line: Line, *, first: bool, log: Log) -> list[Line]:
    """Part a line before the numbers of headings in it, and after a title or a salutation at its start."""
    pieces: list[str] = []
    rest = line.text
    if first and len(rest) > _LONG_LINE and (match := _TITLE_RUN_IN.match(rest)):
        pieces, rest = [match[1]], rest[match.end(1) :]
    if ("：" in rest or ":" in rest) and (match := _SALUTATION.match(rest)):
        pieces, rest = [*pieces, match[1]], rest[match.end(1) :]
    pieces += _at_numbers(rest)
    if len(pieces) == 1:
        return [line]
    log(line.raw, line.text[:40], " ⏎ ".join(piece[:12] for piece in pieces))
    return [replace(line, text=piece, lead=line.lead and at == 0) for at, piece in enumerate(pieces) if piece]


def _at_numbers(text: str) -> Iterator[str]:
    for part in _cut_after(_NUMBER_INSIDE, text):
        number = number_at(part)
        inside = _LEVEL2_INSIDE.search(part) if number and number.kind == "一、" else None
        if inside and not re.search("[。！？]", part[: inside.start()]):
            yield from (part[: inside.start()], part[inside.start() :])
        elif len(part) > _LOST_LAYOUT:
            yield from _cut_after(_PARAGRAPH_INSIDE, part)
        else:
            yield part


def _cut_after(mark: re.Pattern[str], text: str) -> list[str]:
    ends = [0, *[match.end() for match in mark.finditer(text)], len(text)]
    return [text[start:end] for start, end in pairwise(ends)]


def _is_glued(text: str) -> bool:
    """Tell a heading of level 1 that runs on into the text: its first sentence is longer than any heading."""
    number = number_at(text)
    if number is None or number.kind != "一、":
        return False
    return len(re.split("[。！？]", text, maxsplit=1)[0]) > _HEADING and closes(text)


def _heading_and_text(line: Line, log: Log) -> list[Line]:
    number = number_at(line.text)
    if number is None or number.kind != "一、" or not re.search("[。！？]", line.text):
        return [line]
    cut = _boundary(line.text, len(number.text))
    if cut is None:
        return [line]
    log(line.raw, line.text[:40], f"{line.text[:cut]} ⏎ {line.text[cut : cut + 8]}")
    return [replace(line, text=line.text[:cut]), replace(line, text=line.text[cut:])]


def _boundary(text: str, start: int) -> int | None:
    """Find where a heading ends and its text begins: before a word that opens sentences, where two characters seldom meet."""
    best: tuple[float, int] | None = None
    limit = min(len(text) - 1, start + _HEADING)
    for at in range(start + 6, limit):
        if text[at - 1] in "。！？":
            break
        if text[at - 1] in "，、：“（《" or text[at] in "，、。：；”）》！？的":
            continue
        found = openers().match(text, at)
        opener = len(found[0]) if found else 0
        closed = text[at - 1] in "”》" and text[at] not in "和与及、"
        repeats = _takes_up(text[start:at], text[at : at + 4])
        if not opener and not closed and not repeats:
            continue
        score = 2.5 * opener + 6 * closed + 8 * repeats - pair(text[at - 1], text[at]) / 2
        if best is None or score > best[0]:
            best = (score, at)
    return best and best[1]


def _takes_up(heading: str, opening: str) -> bool:
    """Tell text that begins with four characters of its heading (基层治理是……)."""
    return len(opening) == 4 and opening in heading


def _renumbered(lines: Sequence[Line], log: Log) -> list[Line]:
    found: list[Line] = []
    first = second = 0
    numbered = sum(1 for line in lines if (number := number_at(line.text)) and number.kind == "一、")
    for line in lines:
        text = line.text
        if _LOST.match(text):
            text = f"（{chinese_numeral(second + 1)}）{text[1:]}"
        elif (match := _HALF.match(text)) and value(match[1]) == second + 1:
            text = f"（{match[1]}）{text[match.end() :]}"
        elif (match := _NO_MARK.match(text)) and value(match[1]) == first + 1 and numbered and _short(text):
            text = f"{match[1]}、{text[match.end() :]}"
        if text != line.text:
            log(line.raw, line.text[:30], text[:30])
        number = number_at(text)
        if number and number.kind == "一、":
            first, second = number.value, 0
        elif number and number.kind == "（一）":
            second = number.value
        found.append(line if text == line.text else replace(line, text=text))
    return found


def _short(text: str) -> bool:
    return len(text) <= _HEADING and not closes(text)
