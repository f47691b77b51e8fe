"""Reads a speech from anybody's .docx: paragraphs into docx-shaped lines first, then lines into blocks.

Styles are found by name, case aside, never by id (Chinese Word writes ids 1, 2, a, a3).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from msgspec import Struct

from generator.docx_names import W
from generator.docx_text import paragraph_text, paragraphs, parse_xml
from generator.docx_zip import DocxFile, open_docx
from generator.draft import Draft
from generator.readers.docx_numbers import Counter, Lists, read_lists
from generator.readers.prose import Level, ProseLine, blocks_from

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING_NAME: Final = re.compile(r"(?:heading|标题) ?([1-4])")
_TITLE_NAMES: Final = frozenset({"title", "标题"})
_MOST_PARENTS: Final = 20  # styles based on styles; a loop in a broken file must end


class _Style(Struct, frozen=True):
    id: str
    name: str
    parent: str
    outline: int | None
    list: str
    list_level: int | None


def read_docx(path: Path) -> Draft:
    """Read a .docx into a draft whose origins name the file. Raises UserError when it cannot be read."""
    return read_package(open_docx(path))


def read_package(file: DocxFile) -> Draft:
    """Read an opened .docx into a draft."""
    styles = _styles(file)
    root = parse_xml(file.document, file.name)
    return Draft(blocks_from([_line(paragraph, styles) for paragraph in paragraphs(root)], file.name))


def numbered_text(path: Path) -> str:
    """Give the text of a .docx as it is seen, a paragraph a line, Word's automatic numbers written out.

    Raises UserError when the file cannot be read.
    """
    file = open_docx(path)
    styles = _styles(file)
    lists = read_lists(file.numbering, file.name)
    counter = Counter(lists)
    lines = []
    for paragraph in paragraphs(parse_xml(file.document, file.name)):
        text = paragraph_text(paragraph).replace("\t", " ")
        number, level = _list_place(paragraph, styles, lists)
        label = counter.label(number, level) if number and text.strip() else ""
        lines.append(label + text)
    return "\n".join(lines)


def _list_place(paragraph: _Element, styles: dict[str, _Style], lists: Lists) -> tuple[str, int]:
    """Find the list and the level of a paragraph: its own, or its style's; ('', 0) where there is none."""
    number = _value(paragraph, f"pPr/{W}numPr/{W}numId")
    level = _number(_value(paragraph, f"pPr/{W}numPr/{W}ilvl"))
    chain = _chain(_value(paragraph, f"pPr/{W}pStyle") or "", styles)
    if number is None:
        style = next((style for style in chain if style.list), None)
        if style is None:
            return "", 0
        number = style.list
        level = style.list_level if style.list_level is not None else lists.level_of_style(number, style.id)
    return ("" if number == "0" else number), level or 0


def _styles(file: DocxFile) -> dict[str, _Style]:
    if file.styles is None:
        return {}
    found = parse_xml(file.styles, file.name).iterchildren(W + "style")
    return {str(style.get(W + "styleId")): _style(style) for style in found}


def _style(element: _Element) -> _Style:
    return _Style(
        id=str(element.get(W + "styleId")),
        name=(_value(element, "name") or "").lower(),
        parent=_value(element, "basedOn") or "",
        outline=_number(_value(element, f"pPr/{W}outlineLvl")),
        list=_value(element, f"pPr/{W}numPr/{W}numId") or "",
        list_level=_number(_value(element, f"pPr/{W}numPr/{W}ilvl")),
    )


def _line(paragraph: _Element, styles: dict[str, _Style]) -> ProseLine:
    properties = paragraph.find(W + "pPr")
    direct = _number(_value(paragraph, f"pPr/{W}outlineLvl"))
    chain = _chain(_value(paragraph, f"pPr/{W}pStyle") or "", styles)
    level = direct if direct is not None else _style_level(chain)
    return ProseLine(
        paragraph_text(paragraph),
        title=any(style.name in _TITLE_NAMES for style in chain[:1]),
        level=cast(Level, level + 1) if level is not None and level < 4 else None,
        counted=_counted(properties) or any(style.list not in ("", "0") for style in chain),
    )


def _chain(style_id: str, styles: dict[str, _Style]) -> list[_Style]:
    """Follow a style to those it is based on, nearest first."""
    chain: list[_Style] = []
    while style_id in styles and len(chain) < _MOST_PARENTS:
        chain.append(styles[style_id])
        style_id = styles[style_id].parent
    return chain


def _style_level(chain: list[_Style]) -> int | None:
    """Give the outline level of a style chain from 0, by name or by what it says; 9 is Word's "body text"."""
    for style in chain:
        if match := _HEADING_NAME.fullmatch(style.name):
            return int(match[1]) - 1
        if style.outline is not None:
            return style.outline
    return None


def _counted(properties: _Element | None) -> bool:
    number = properties.find(f"{W}numPr/{W}numId") if properties is not None else None
    return number is not None and number.get(W + "val") != "0"


def _value(element: _Element, path: str) -> str | None:
    found = element.find(W + path)
    return None if found is None else found.get(W + "val")


def _number(value: str | None) -> int | None:
    return int(value) if value is not None and value.isascii() and value.isdigit() else None
