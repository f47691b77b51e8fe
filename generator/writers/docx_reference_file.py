"""Opens an office's own .docx that is to be the layout, and refuses what is none: templates, old, locked, hostile, broken."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE as R
from docx.package import Package

from generator.docx_names import W
from generator.docx_text import parse_xml
from generator.docx_zip import open_docx, read_bytes
from generator.errors import UserError, fail

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

_ODD: Final = "用 Word 或 WPS 打开，另存为普通的 .docx"
_EMU_PER_MM: Final = 36000
_PARSED: Final = frozenset({R.STYLES, R.SETTINGS, R.NUMBERING})


def opened(path: Path) -> Package:
    """Open *path* with everything in it that we read. Raises UserError when it is no plain, unprotected, sound .docx."""
    if path.suffix.lower() in (".dotx", ".dotm", ".docm", ".dot"):
        raise fail(str(path), f"样本不能是 {path.suffix.lower()}（模板或带宏的文件）", "普通的 .docx", _ODD)
    file = open_docx(path)
    if b"http://purl.oclc.org/ooxml/" in file.document[:4096]:
        raise fail(str(path), "样本是“严格的 Open XML”格式", "普通的 .docx", _ODD)
    if file.styles is None:
        raise fail(str(path), "样本里没有样式", "Word 或 WPS 写出的 .docx", _ODD)
    data = read_bytes(path)
    try:
        _refuse_hostile(data, str(path))
        made: Package = Package.open(io.BytesIO(data))
        content_type = made.main_document_part.content_type
    except UserError:
        raise
    except Exception as error:  # noqa: BLE001 - python-docx raises what it likes on odd packages; its words are in ours
        raise fail(str(path), f"样本打不开（{type(error).__name__}）", "完好的 .docx", _ODD) from None
    if not content_type.endswith("wordprocessingml.document.main+xml"):
        raise fail(str(path), "样本其实是模板或带宏的文件", "普通的 .docx", _ODD)
    body = made.main_document_part.element.find(W + "body")
    if body is None or not len(body) or body[-1].tag != W + "sectPr":
        raise fail(str(path), "样本里没有页面设置", "Word 或 WPS 写出的 .docx", _ODD)
    _refuse_mislabelled(made.main_document_part, str(path))
    return made


def _refuse_mislabelled(main: Any, name: str) -> None:  # noqa: ANN401 - python-docx's part, its element untyped
    """Refuse a file whose parts are not what its index says, or whose measures and list ids are no numbers."""
    for relation in main.rels.values():
        if relation.reltype in _PARSED and not hasattr(relation.target_part, "element"):
            raise fail(name, "样本里的样式、设置或编号标错了类型", "Word 或 WPS 写出的 .docx", _ODD)
    try:
        millimetres(main)
        list_ids(main)
    except (TypeError, ValueError):
        raise fail(name, "样本里的页面尺寸或编号不是数", "Word 或 WPS 写出的 .docx", _ODD) from None


def millimetres(main: DocumentPart) -> tuple[int, ...]:
    """Give the last section's width, height, and margins: top, bottom, left, right. Raises ValueError on no number."""
    section = main.document.sections[-1]
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    return tuple(round((side or 0) / _EMU_PER_MM) for side in (*sides, section.left_margin, section.right_margin))


def list_ids(main: DocumentPart) -> tuple[int, int]:
    """Give the highest ids of their list definitions and lists, 0 without any. Raises ValueError, TypeError."""
    part: Any = next((r.target_part for r in main.rels.values() if r.reltype == R.NUMBERING), None)
    if part is None:
        return 0, 0
    definitions = (int(e.get(W + "abstractNumId")) for e in part.element.iterchildren(W + "abstractNum"))
    uses = (int(e.get(W + "numId")) for e in part.element.iterchildren(W + "num"))
    return max(definitions, default=0), max(uses, default=0)


def _refuse_hostile(data: bytes, name: str) -> None:
    """Refuse broken XML, and entities in any part: what we keep of theirs would carry them into our file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for member in package.namelist():
            if member.endswith((".xml", ".rels")):
                parse_xml(package.read(member), name)
