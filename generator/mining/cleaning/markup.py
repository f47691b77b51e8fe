"""HTML and Markdown left in a text: tags, entities, invisible characters, marks of bold type."""

from __future__ import annotations

import html
import re
from typing import Final

from msgspec.structs import replace

from generator.mining.cleaning.lines import Line, Lines, Log

_NOT_SEEN: Final = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\ufffc"
)
MARKUP: Final = f"<&*_#>`{_NOT_SEEN}"  # one of these stands in every tag, entity and mark
_INVISIBLE: Final = re.compile(f"[{_NOT_SEEN}]")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,400}>|<!--.{0,2000}?-->", re.DOTALL)
_UNREAD: Final = re.compile(r"<(script|style)\b.{0,20000}?</\1>", re.DOTALL | re.IGNORECASE)
_BLOCK: Final = re.compile(r"</?(?:p|div|br|h[1-6]|li|ul|ol|tr|table|section|article|blockquote)\b", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,6});")
_PARAGRAPH_OPEN: Final = re.compile(r"<(?:p|div|h[1-6]|li|td)\b[^<>]*>", re.IGNORECASE)
_PARAGRAPH_SHUT: Final = re.compile(r"</(?:p|div|h[1-6]|li|td)>", re.IGNORECASE)
_BOLD: Final = re.compile(r"^\s*(\*\*|__)(.{2,60}?)\1\s*")
_MARKS: Final = re.compile(r"\*\*|__(?=\S)|^\s{0,3}#{1,6}\s+|^\s{0,3}>\s+|`")
_SPACES: Final = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")


def strip_markup(lines: Lines, log: Log) -> list[Line]:
    """Take tags, entities, invisible characters and Markdown marks off; a paragraph of HTML becomes one line."""
    found: list[Line] = []
    for line in _paragraphs(lines):
        if "<" not in line.text and "*" not in line.text and "&" not in line.text and _plain(line.text):
            found.append(line)
            continue
        pieces = _pieces(line.text)
        lead = bool(_BOLD.match(line.text))
        texts = [piece for piece in (_unmarked(piece) for piece in pieces) if piece]
        if texts != [line.text]:
            log(line.raw, line.text, " ⏎ ".join(texts))
        found += [replace(line, text=text, lead=lead and at == 0) for at, text in enumerate(texts)]
    return found


def _plain(text: str) -> bool:
    return not (_MARKS.search(text) or _INVISIBLE.search(text) or "<" in text)


def _pieces(text: str) -> list[str]:
    if "<" not in text:
        return [html.unescape(text) if _ENTITY.search(text) else text]
    text = _UNREAD.sub("", text)
    broken = _TAG.sub(lambda tag: "\n" if _BLOCK.match(tag[0]) else "", text)
    return (html.unescape(broken) if _ENTITY.search(broken) else broken).split("\n")


def _unmarked(text: str) -> str:
    return _SPACES.sub(" ", _MARKS.sub("", _INVISIBLE.sub("", text))).strip()


def _paragraphs(lines: Lines) -> Lines:
    """Join the lines of one HTML paragraph: inside ``<p>`` a line break is only a space in the source."""
    if not any("<" in line.text and _PARAGRAPH_OPEN.search(line.text) for line in lines):
        return lines
    found: list[Line] = []
    depth = 0
    for line in lines:
        if depth > 0:
            found[-1] = replace(found[-1], text=found[-1].text + line.text.strip())
        else:
            found.append(line)
        depth += len(_PARAGRAPH_OPEN.findall(line.text)) - len(_PARAGRAPH_SHUT.findall(line.text))
        depth = max(depth, 0)
    return found
