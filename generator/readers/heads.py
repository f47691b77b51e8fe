"""Tells date, speaker, salutation and source lines from body text, by their shape and place.

Every reader brings plain paragraphs; the rules are in one place so that .md, .txt and .docx read alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from generator.draft import Block, Line, Origin, Paragraph, Span, Text, Title, plain

SPEAKER_LIMIT = 40  # characters
SALUTATION_LIMIT = 30
_BRACKETED = re.compile(r"（.+）|\(.+\)")
_SOURCE = re.compile(r"[（(](?:来源|供稿|稿件来源)[:：].*[）)]")
_BLANK = re.compile(r"[〔【]待补：([^〔〕【】]*)[〕】]")
_ENDS = "。！？；：，、…"


def with_lines(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Turn the paragraphs that are head lines or the source line into lines; the rest stays as it is.

    Between the title and the first heading or long paragraph: ``（…）`` is the date, a short line without an end mark
    the speaker, a short line that ends in a colon the salutation, which closes the head.
    """
    found = list(blocks)
    roles: set[str] = set()
    head = _head_positions(blocks)
    salutation = next((at for at in head if _is_salutation(blocks[at])), None)
    for at in head:
        block = found[at]
        assert isinstance(block, Paragraph)
        line = _head_line(block, roles, salutation_follows=salutation is not None and at <= salutation)
        if line is None:
            break
        roles.add(line.role)
        found[at] = line
        if line.role == "salutation":
            break
    last = found[-1] if found else None
    if isinstance(last, Paragraph) and _SOURCE.fullmatch(plain(last.text)):
        found[-1] = Line("source", last.text)
    return tuple(found)


def numbered_items(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Count list items that stand together: the first of a run is 1."""
    count = 0
    found: list[Block] = []
    for block in blocks:
        count = count + 1 if isinstance(block, Paragraph) and block.item else 0
        found.append(replace(block, item=count) if isinstance(block, Paragraph) and count else block)
    return tuple(found)


def spans(shown: str, origin: Origin) -> Text:
    """Cut shown text into spans: ``〔待补：…〕`` becomes a blank again, the rest has *origin*."""
    found: list[Span] = []
    start = 0
    for match in _BLANK.finditer(shown):
        if match.start() > start:
            found.append(Span(shown[start : match.start()], origin))
        found.append(Span(match[1], Origin("blank", match[1])))
        start = match.end()
    if start < len(shown):
        found.append(Span(shown[start:], origin))
    return tuple(found)


def without_start(text: Text, length: int) -> Text:
    """Give *text* without its first *length* characters, which lie in its first span."""
    first = Span(text[0].text[length:].lstrip(), text[0].origin)
    return (first, *text[1:]) if first.text else text[1:]


def weight(text: Text) -> int:
    """Count characters, a blank as four: it stands for a word, however long its hint."""
    return sum(4 if span.origin.kind == "blank" else len(span.text) for span in text)


def ends_open(shown: str) -> bool:
    """Tell whether text ends without a mark, as titles, headings and names do."""
    return not shown.endswith(tuple(_ENDS))


def _head_positions(blocks: Sequence[Block]) -> range:
    """Give the positions of the plain paragraphs right after the title, or at the start when there is none."""
    start = next((at + 1 for at, block in enumerate(blocks) if isinstance(block, Title)), 0)
    end = start
    while end < len(blocks) and isinstance(block := blocks[end], Paragraph) and not block.item:
        end += 1
    return range(start, end)


def _is_salutation(block: Block) -> bool:
    return weight(block.text) <= SALUTATION_LIMIT and plain(block.text).endswith(("：", ":"))


def _head_line(block: Paragraph, roles: set[str], *, salutation_follows: bool) -> Line | None:
    shown = plain(block.text)
    if _is_salutation(block):
        return Line("salutation", block.text)
    if "date" not in roles and _BRACKETED.fullmatch(shown) and weight(block.text) <= SPEAKER_LIMIT:
        return None if _SOURCE.fullmatch(shown) else Line("date", block.text)
    only_blank = all(span.origin.kind == "blank" for span in block.text)
    short = weight(block.text) <= SPEAKER_LIMIT and ends_open(shown) and (salutation_follows or not only_blank)
    return Line("speaker", block.text) if short and "speaker" not in roles else None
