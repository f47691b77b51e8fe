"""Names what a .docx holds that a speech's tree has no place for, so that nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.docx_names import W
from generator.docx_text import parse_xml
from generator.docx_zip import open_docx

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_OLD_PICTURE: Final = "{urn:schemas-microsoft-com:vml}imagedata"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_SHOWN: Final = 20


def losses(path: Path) -> tuple[str, ...]:
    """Say, one line a kind, what laying out the file again leaves behind. Raises UserError when it cannot be read."""
    root = parse_xml(open_docx(path).document, str(path))
    said: list[str] = []
    for name, tags, fate, words in _KINDS:
        found = [e for e in root.iter(*(tags)) if not any(a.tag == _FALLBACK for a in e.iterancestors())]
        if found:
            near = next((near for e in found if (near := words(e))), "")
            said.append(f"没能带过来：{name}{len(found)}处{f'（“{near}”处）' if near else ''}，{fate}")
    return tuple(said)


def _inside(element: _Element) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))[:_SHOWN]


def _before(element: _Element) -> str:
    """Give the start of the paragraph in which something stands."""
    paragraph = next((each for each in element.iterancestors(W + "p")), None)
    return "" if paragraph is None else _inside(paragraph)


_KINDS: Final[tuple[tuple[str, tuple[str, ...], str, Callable[[_Element], str]], ...]] = (
    ("表格", (W + "tbl",), "表里的文字逐段留下，格子没有了", _inside),
    ("图片", (_DRAWING, _OLD_PICTURE), "请回原稿取", _before),
    ("文本框", (W + "txbxContent",), "里面的文字请回原稿取", _inside),
    ("脚注", (W + "footnoteReference",), "注文请回原稿取", _before),
    ("尾注", (W + "endnoteReference",), "注文请回原稿取", _before),
    ("批注", (W + "commentReference",), "请回原稿看", _before),
    ("公式", (_MATH,), "请回原稿取", _before),
    ("修订", (W + "ins", W + "del"), "按接受修订后的文字排", _inside),
)
