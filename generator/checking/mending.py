"""``--fix``: puts in what is certain, in a copy. Figures and names are never touched, formatting of a .docx stays."""

from __future__ import annotations

import difflib
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.checking.run import Finding
from generator.encoding import read_text

if TYPE_CHECKING:
    from lxml.etree import _Element

Edit = tuple[int, int, str]
"""In one line or paragraph: from, to (excluded), the text that takes its place."""


def edits(findings: Iterable[Finding]) -> dict[int, list[Edit]]:
    """Give the certain mends by line (from 1), last in the line first; of two that overlap the first holds."""
    found: defaultdict[int, list[Edit]] = defaultdict(list)
    reached = -1
    for finding in findings:
        if finding.mend is None or finding.start < reached or _touches_figure(finding):
            continue
        reached = finding.end
        start = finding.where.column - 1
        found[finding.where.line].append((start, start + finding.end - finding.start, finding.mend))
    return {line: sorted(made, reverse=True) for line, made in found.items()}


def diff(before: Sequence[str], made: dict[int, list[Edit]]) -> list[str]:
    """Show what the mends change, a line of the file each."""
    after = [_applied(text, made.get(number, [])) for number, text in enumerate(before, 1)]
    return list(difflib.unified_diff(before, after, "原稿", "改稿", lineterm="", n=0))


def mended_text(path: Path, made: dict[int, list[Edit]]) -> tuple[bytes, list[str]]:
    """Give the mended copy of a .md or .txt, line ends as they were, and the diff."""
    text = read_text(path)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"
    after = [_applied(line, made.get(number, [])) for number, line in enumerate(lines, 1)]
    return end.join(after).encode(), diff(lines, made)


def mended_docx(path: Path, made: dict[int, list[Edit]]) -> tuple[bytes, list[str]]:
    """Give the mended copy of a .docx: only the text inside its runs changes, every other part stays byte for byte."""
    from lxml import etree

    from generator.docx_names import W
    from generator.docx_text import paragraph_text, paragraphs, parse_xml
    from generator.docx_zip import open_docx

    root = parse_xml(open_docx(path).document, str(path))
    before = []
    for number, paragraph in enumerate(paragraphs(root), 1):
        before.append(paragraph_text(paragraph).replace("\n", ""))
        pieces = [t for t in paragraph.iter(W + "t") if not _unseen(t)]
        plain = "".join(t.text or "" for t in pieces) == before[-1]
        for edit in made.get(number, ()) if plain else ():
            _edit(pieces, edit)
        if not plain:
            made = {line: these for line, these in made.items() if line != number}
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _repacked(path, data), diff(before, made)


def _unseen(text: _Element) -> bool:
    from generator.docx_names import W

    return any(a.tag in (W + "del", W + "moveFrom", W + "txbxContent") for a in text.iterancestors())


def _edit(pieces: list[_Element], edit: Edit) -> None:
    start, end, right = edit
    at = 0
    for piece in pieces:
        text = piece.text or ""
        low, high = max(start - at, 0), min(end - at, len(text))
        if low < high or (low == high and start == end and 0 <= low <= len(text)):
            piece.text = text[:low] + right + text[high:]
            right = ""
        at += len(text)


def _repacked(path: Path, document: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in package.infolist():
            body = document if member.filename == "word/document.xml" else package.read(member)
            copy.writestr(member, body)
    return out.getvalue()


def _applied(text: str, made: Iterable[Edit]) -> str:
    for start, end, right in made:
        text = text[:start] + right + text[end:]
    return text


def _touches_figure(finding: Finding) -> bool:
    """Refuse a mend that would change a digit: no figure is the tool's to change."""
    digits = [char for char in finding.found if char.isdigit()]
    return digits != [char for char in finding.mend or "" if char.isdigit()]
