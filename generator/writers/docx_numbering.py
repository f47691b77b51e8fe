"""The list with which Word itself counts headings (``numbering: auto``), in the forms of GB/T 9704-2012, 7.3.3."""

from __future__ import annotations

from typing import Final

from generator.docx_names import HEAD, NAMESPACE
from generator.layout import Layout
from generator.xml_text import quoteattr

LEVELS: Final = (1, 2, 3, 4)
_FORMS: Final = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"))


def numbered_by(number: int, level: int) -> str:
    """Give the paragraph property that makes Word count a heading of *level* in the list *number*; 0 is no list."""
    return f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{number}"/></w:numPr>'


def list_xml(layout: Layout, abstract: int, number: int, linked: str = "") -> tuple[str, str]:
    """Make the definition of the list and its one use, with these ids.

    *linked* is the pattern of the ids of the styles tied to it (``Heading{}``), empty for none. The number has the
    typeface of its level's heading, also before a run-in heading, whose paragraph is set as body text.
    """
    levels = "".join(_level(layout, level, linked) for level in LEVELS)
    return (
        f'<w:abstractNum w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>',
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>',
    )


def numbering_xml(layout: Layout, linked: str = "") -> str:
    """Make ``word/numbering.xml`` with the one list of headings."""
    return f'{HEAD}<w:numbering xmlns:w="{NAMESPACE}">{"".join(list_xml(layout, 1, 1, linked))}</w:numbering>'


def _level(layout: Layout, level: int, linked: str) -> str:
    form, shown = _FORMS[level - 1]
    style = layout.styles.heading(level)
    latin, chinese = quoteattr(layout.latin), quoteattr(layout.fonts.name(style.font))
    fonts = f'<w:rFonts w:hint="eastAsia" w:ascii={latin} w:eastAsia={chinese} w:hAnsi={latin} w:cs={latin}/>'
    tied = f"<w:pStyle w:val={quoteattr(linked.format(level))}/>" if linked else ""
    return (
        f'<w:lvl w:ilvl="{level - 1}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{tied}<w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:firstLineChars="{style.indent * 100}" w:firstLine="{style.first_line}"/></w:pPr>'
        f"<w:rPr>{fonts}</w:rPr></w:lvl>"
    )
