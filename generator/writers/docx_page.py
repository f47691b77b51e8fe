"""Paper, margins, grid and page number of a speech, as XML made from a layout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from generator.docx_names import HEAD, NAMESPACE
from generator.layout import Layout
from generator.writers.opc import RELATIONSHIPS

Pages = Literal["default", "even"]
_HINT: Final = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
_NUMBER: Final = (
    '<w:t xml:space="preserve">— </w:t>',
    '<w:fldChar w:fldCharType="begin"/>',
    '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
    '<w:fldChar w:fldCharType="separate"/>',
    "<w:t>1</w:t>",
    '<w:fldChar w:fldCharType="end"/>',
    '<w:t xml:space="preserve"> —</w:t>',
)


def footers(layout: Layout) -> Mapping[Pages, str]:
    """Give the footers, ``— 1 —``, by the pages that they stand on; outer numbers are one character in from the edge."""
    match layout.page_number.at:
        case "outer":
            return {"default": _footer(layout, "right"), "even": _footer(layout, "left")}
        case "center":
            return {"default": _footer(layout, "center")}
        case "none":
            return {}


def section_xml(layout: Layout, footer_ids: Mapping[Pages, str]) -> str:
    """Make the ``w:sectPr`` of the speech; *footer_ids* are the relationships of its footers."""
    page = layout.page
    references = "".join(f'<w:footerReference w:type="{on}" r:id="{key}"/>' for on, key in footer_ids.items())
    return (
        f'<w:sectPr xmlns:r="{RELATIONSHIPS}">{references}<w:pgSz w:w="{page.width:d}" w:h="{page.height:d}"/>'
        f'<w:pgMar w:top="{page.top:d}" w:right="{page.right:d}" w:bottom="{page.bottom:d}" w:left="{page.left:d}" '
        f'w:header="{page.footer:d}" w:footer="{page.footer:d}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{layout.line_pitch:d}"/></w:sectPr>'
    )


def _footer(layout: Layout, align: Literal["left", "center", "right"]) -> str:
    em = layout.page_number.size
    sides = f'w:{align}Chars="100" w:{align}="{em:d}" w:firstLineChars="0" w:firstLine="0"'
    inset = "" if align == "center" else f"<w:ind {sides}/>"
    runs = "".join(f"<w:r>{_HINT}{content}</w:r>" for content in _NUMBER)
    look = f'<w:pPr><w:pStyle w:val="Footer"/>{inset}<w:jc w:val="{align}"/></w:pPr>'
    return f'{HEAD}<w:ftr xmlns:w="{NAMESPACE}"><w:p>{look}{runs}</w:p></w:ftr>'
