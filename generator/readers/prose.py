"""Lines of a printed speech into blocks: what .txt and .docx readers share.

Literal numbers say what is a heading (一、 （一） 1. （1）); 一是 with a 二是 after it is a list; a number with a short
sentence and more text behind it is a run-in heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeAlias, cast

from msgspec import Struct

from generator.draft import Block, Heading, Origin, Paragraph, Title
from generator.numbering import item_label
from generator.readers.heads import ends_open, spans, with_lines, without_start
from generator.title import forced_bars

Level: TypeAlias = Literal[1, 2, 3, 4]

TITLE_LIMIT: Final = 70  # characters; longer first lines are body text
HEADING_LIMIT: Final = 50
_NUMERAL: Final = "[一二三四五六七八九十]{1,3}"
_NUMBERS: Final[tuple[re.Pattern[str], ...]] = (
    re.compile(rf"{_NUMERAL}、\s*"),
    re.compile(rf"[（(]{_NUMERAL}[)）]、?\s*"),
    re.compile(r"\d{1,2}(?:[.．](?!\d)|、)\s*"),
    re.compile(r"[（(]\d{1,2}[)）]、?\s*"),
)
_BLANK: Final = "〔待补：[^〔〕]*〕"
_RUN_IN: Final = re.compile(rf"((?:{_BLANK}|(?:{_BLANK}|[^。！？；：〔\n]){{2,40}})[。！？；：])(.+)", re.DOTALL)
_SENTENCE: Final = re.compile(r"[。！？]")


class ProseLine(Struct, frozen=True):
    """One printed paragraph, blanks in brackets, and what its file says of it.

    ``level`` comes from a heading style or an outline level, ``counted`` from a list that Word numbers;
    ``flush`` means that it stands at the margin where body text is indented.
    """

    text: str
    title: bool = False
    level: Level | None = None
    counted: bool = False
    flush: bool = False


def blocks_from(lines: Sequence[ProseLine], name: str) -> tuple[Block, ...]:
    """Turn the lines of the file *name*, in order, into blocks. Empty lines are left out."""
    filled = [line for line in lines if line.text.strip()]
    rest = filled[title_length(filled) :]
    origin = Origin("file", name)
    title = _title([line.text.strip() for line in filled[: len(filled) - len(rest)]])
    found: list[Block] = [Title(spans(title, origin))] if title else []
    for line in rest:
        found.extend(_blocks(line, origin))
    return with_lines(_with_items(found))


def typed_number(shown: str) -> tuple[Level, str] | None:
    """Find a heading's number at the start of *shown*: its level, and the number as typed; None when there is none."""
    for level, pattern in enumerate(_NUMBERS, 1):
        if match := pattern.match(shown):
            return cast(Level, level), match[0]
    return None


def title_length(lines: Sequence[ProseLine]) -> int:
    """Count the lines at the top that are the title: those styled as one, or else the first that looks like one."""
    styled = 0
    while styled < len(lines) and lines[styled].title:
        styled += 1
    if styled or not lines:
        return styled
    first = lines[0].text.strip()
    plain_title = len(first) <= TITLE_LIMIT and ends_open(first) and lines[0].level is None and not typed_number(first)
    if not plain_title:
        return 0
    return 2 if len(lines) > 1 and lines[1].text.strip().startswith("——") else 1


def _title(texts: Sequence[str]) -> str:
    return forced_bars([line.strip() for text in texts for line in text.split("\n") if line.strip()])


def _blocks(line: ProseLine, origin: Origin) -> Iterator[Block]:
    shown = line.text.strip().replace("\n", "")
    number = typed_number(shown)
    level = (number[0] if number else None) if line.level is None else line.level
    body = shown[len(number[1]) :] if number else shown
    styled = line.level is not None
    if level is None:
        yield from _unnumbered(line, shown, origin)
    elif (parts := _RUN_IN.fullmatch(body)) and (number or line.counted) and _SENTENCE.search(parts[2]):
        yield Heading(level, spans(parts[1], origin), run_in=True)
        yield Paragraph(spans(parts[2].strip(), origin))
    elif styled or (len(body) <= HEADING_LIMIT and ends_open(body)):
        yield Heading(level, spans(body, origin), numbered=bool(number) or line.counted)
    else:
        yield Paragraph(spans(shown, origin))


def _unnumbered(line: ProseLine, shown: str, origin: Origin) -> Iterator[Block]:
    text = spans(shown, origin)
    if line.flush and len(shown) <= HEADING_LIMIT and ends_open(shown) and not shown.startswith(("（", "(")):
        yield Heading(1, text, numbered=False)
    else:
        yield Paragraph(text)


def _with_items(blocks: Sequence[Block]) -> list[Block]:
    """Turn runs of 一是…, 二是… paragraphs into items, their labels taken off."""
    found = list(blocks)
    at = 0
    while at < len(found):
        length = _run_of_items(blocks, at)
        for n in range(1, length + 1) if length > 1 else ():
            block = found[at + n - 1]
            found[at + n - 1] = Paragraph(without_start(block.text, len(item_label(n))), item=n)
        at += max(length, 1)
    return found


def _run_of_items(blocks: Sequence[Block], start: int) -> int:
    n = 0
    while start + n < len(blocks) and n < 99:
        block = blocks[start + n]
        opens = isinstance(block, Paragraph) and block.text and block.text[0].text.startswith(item_label(n + 1))
        if not opens or block.text[0].origin.kind == "blank":
            break
        n += 1
    return n
