"""What only the drawn page shows: a last line of one or two characters. LibreOffice draws it, where it is installed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from generator.checking.document import Document
from generator.errors import fail
from generator.writers.pdf import pdf_from_docx

_ORPHAN: Final = re.compile(r"[\u3400-\u9fff][。！？”）]?|[\u3400-\u9fff]{2}")
_NEAR: Final = 6  # characters before it that tell the paragraph


def page_notes(path: Path, document: Document) -> Iterator[tuple[str, str]]:
    """Give the notes of the drawn pages: ``orphan-line``, and where the first of them stands. Raises UserError."""
    found = [
        offset for before, orphan in _last_lines(path) if (offset := _offset(document, before, orphan)) is not None
    ]
    if not found:
        yield "orphan-line", "无"
        return
    yield (
        "orphan-line",
        document.text[found[0] : found[0] + 2].split("\n")[0] + (f"等{len(found)}处" if len(found) > 1 else ""),
    )
    yield "orphan-line@", str(found[0])


def _last_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Go through the drawn lines of one or two characters, each with the end of the line before it."""
    try:
        import pypdfium2  # type: ignore[import-untyped]
    except ImportError:
        raise fail(
            str(path), "看排出来的页面要用 pypdfium2", "装了 pdf 附加包", "pip install 'jianggao[pdf]'"
        ) from None
    with pypdfium2.PdfDocument(pdf_from_docx(path.read_bytes(), str(path))) as pdf:
        lines = [line.strip() for page in pdf for line in page.get_textpage().get_text_range().splitlines()]
    for before, line in pairwise(lines):
        if _ORPHAN.fullmatch(line):
            yield before[-_NEAR:], line


def _offset(document: Document, before: str, orphan: str) -> int | None:
    """Find the end of the paragraph that the orphan belongs to."""
    for passage in document.passages:
        text = document.text[passage.start : passage.end]
        if passage.role == "paragraph" and text.endswith(before + orphan):
            return passage.end - len(orphan)
    return None
