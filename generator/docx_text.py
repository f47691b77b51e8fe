"""The visible text of a WordprocessingML body, in the one way that writing, reading and checking agree on.

Text inside content controls and insertions counts; deletions, field codes, hidden text and fall-back drawings do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.docx_names import W, hash_of
from generator.errors import fail

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN: Final = ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "sdtEndPr", "txbxContent")
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED: Final = frozenset([*(W + name for name in _UNSEEN), _FALLBACK])
_SAVE_AGAIN: Final = "用 Word 或 WPS 打开并另存一份 .docx"
_BREAKS: Final = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "noBreakHyphen": "-"}


def parse_xml(data: bytes, name: str) -> _Element:
    """Parse a part of a .docx without following anything outside it. Raises UserError on broken or hostile XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise fail(name, f"文件内部损坏（{error.msg}）", "完好的 .docx", _SAVE_AGAIN) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise fail(name, "文件内部带有 DOCTYPE 声明", "Word 或 WPS 写出的 .docx", _SAVE_AGAIN)
    return root


def paragraphs(root: _Element) -> Iterator[_Element]:
    """Go through the paragraphs of the body in order, those in tables and content controls included."""
    for paragraph in root.iter(W + "p"):
        if not any(ancestor.tag in _SKIPPED for ancestor in paragraph.iterancestors()):
            yield paragraph


def paragraph_text(element: _Element) -> str:
    """Give what a reader sees of a paragraph; line breaks are ``\\n``, tabs ``\\t``."""
    return "".join(_pieces(element))


def visible_text(document_xml: bytes, name: str = "document.xml") -> str:
    """Give the body's text, a paragraph a line, empty paragraphs left out. Raises UserError when it does not parse."""
    texts = (paragraph_text(paragraph).strip() for paragraph in paragraphs(parse_xml(document_xml, name)))
    return "\n".join(text for text in texts if text)


def text_hash(document_xml: bytes, name: str = "document.xml") -> str:
    """Give the SHA-256 of the visible text, in hex: what tells whether somebody edited a file."""
    return hash_of(visible_text(document_xml, name))


def _pieces(element: _Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag != W + "r" or not _hidden(child):
            yield from _pieces(child)


def _hidden(run: _Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(W + "val", "true") not in ("0", "false", "off")
