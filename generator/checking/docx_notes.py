"""What a .docx says of itself beside its text: paper, margins, type, comments, revisions. Measured in the file, not drawn.

Names of the notes are listed in ``docs/rules.md``; ``name@`` beside a note is the offset of the text it is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.docx_names import W
from generator.docx_text import paragraph_text, paragraphs, parse_xml
from generator.docx_zip import DocxFile, open_docx
from generator.draft import Draft, Title, plain
from generator.readers.docx import read_package
from generator.title import SHORTEST, parted_word

if TYPE_CHECKING:
    from lxml.etree import _Element

_TWIPS_A_MM: Final = 1440 / 25.4
_TWIPS_A_POINT: Final = 20


def open_word(path: Path) -> tuple[Draft, list[str], Mapping[str, str]]:
    """Read a .docx: its draft, the text of its paragraphs in order, and its notes. Raises UserError."""
    file = open_docx(path)
    root = parse_xml(file.document, file.name)
    lines = [paragraph_text(paragraph).replace("\n", "") for paragraph in paragraphs(root)]
    draft = read_package(file)
    return draft, lines, {**dict(_notes(file, root)), **dict(_title(draft))}


def _title(draft: Draft) -> Iterator[tuple[str, str]]:
    """Note where the title's own line breaks part a word, or leave a character or two alone on a line."""
    shown = next((plain(block.text) for block in draft.blocks if isinstance(block, Title)), "")
    lines = [line for line in re.split(r"[|\n]", shown) if line]
    if len(lines) > 1:
        yield "title-break", parted_word(lines) or "无"
        yield "title-orphan", next((line for line in lines if len(line) < SHORTEST), "无")


def _notes(file: DocxFile, root: _Element) -> Iterator[tuple[str, str]]:
    comments = sum(1 for _ in root.iter(W + "commentReference"))
    revisions = sum(1 for _ in root.iter(W + "ins", W + "del", W + "moveFrom", W + "moveTo"))
    yield "comments", str(comments)
    yield "revisions", str(revisions)
    yield from _paper(root)
    yield from _type(file, root)


def _paper(root: _Element) -> Iterator[tuple[str, str]]:
    section = next((s for s in root.iter(W + "sectPr") if s.getparent() is not None), None)
    if section is None:
        return
    for part, names in (
        ("pgSz", {"w": "page-width", "h": "page-height"}),
        ("pgMar", {"top": "margin-top", "left": "margin-left", "right": "margin-right", "bottom": "margin-bottom"}),
    ):
        element = section.find(W + part)
        for attribute, name in names.items():
            given = element.get(W + attribute) if element is not None else None
            if given and given.lstrip("-").isdigit():
                yield name, f"{int(given) / _TWIPS_A_MM:.1f}"
    yield "page-footer", "有" if section.find(W + "footerReference") is not None else "无"


def _type(file: DocxFile, root: _Element) -> Iterator[tuple[str, str]]:
    styles = parse_xml(file.styles, file.name) if file.styles else None
    named = {str(s.get(W + "styleId")): s for s in styles.iterchildren(W + "style")} if styles is not None else {}
    normal = next((i for i, s in named.items() if s.get(W + "default") == "1" and s.get(W + "type") == "paragraph"), "")
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if styles is not None else None
    fonts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    spacings: Counter[str] = Counter()
    for paragraph in paragraphs(root):
        weight = len(paragraph_text(paragraph))
        if weight < 60:  # headings and head lines have faces of their own
            continue
        chain = list(_chain(paragraph, named, normal))
        properties = [p for s in chain if (p := s.find(W + "rPr")) is not None]
        run = paragraph.find(f".//{W}r/{W}rPr")
        sources = [p for p in (run, *properties, defaults) if p is not None]
        if font := _first(sources, "rFonts", "eastAsia"):
            fonts[font] += weight
        if (size := _first(sources, "sz", "val")) and size.isdigit():
            sizes[f"{int(size) / 2:g}"] += weight
        laid = [p for s in (paragraph, *chain) if (p := s.find(W + "pPr")) is not None]
        line = _first(laid, "spacing", "line")
        if line and line.isdigit() and _first(laid, "spacing", "lineRule") == "exact":
            spacings[f"{int(line) / _TWIPS_A_POINT:g}"] += weight
    for name, counts in (("body-font", fonts), ("body-size", sizes), ("line-height", spacings)):
        if counts:
            yield name, counts.most_common(1)[0][0]
    if len(fonts) > 1:
        yield "body-fonts", str(len(fonts))


def _chain(paragraph: _Element, named: Mapping[str, _Element], normal: str) -> Iterator[_Element]:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    style = found.get(W + "val", "") if found is not None else normal
    for _ in range(20):
        if style not in named:
            return
        yield named[style]
        parent = named[style].find(W + "basedOn")
        style = parent.get(W + "val", "") if parent is not None else ""


def _first(sources: list[_Element], part: str, attribute: str) -> str | None:
    for source in sources:
        element = source.find(W + part)
        if element is not None and (value := element.get(W + attribute)):
            return str(value)
    return None
