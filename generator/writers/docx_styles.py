"""The styles, fonts and settings parts of a speech, as XML made from a layout.

Own styles throughout: python-docx's default template brings compatibility mode 14, ＭＳ 明朝 and theme fonts. Built-in
styles carry their English names (Word shows them translated, and shows two when the name is already Chinese).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from generator.docx_names import HEAD, NAMESPACE
from generator.layout import Font, Layout, Style
from generator.writers.docx_numbering import numbered_by
from generator.xml_text import quoteattr

_LATENT: Final = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"'
    ' w:defQFormat="0" w:count="376"/>'
)
_DEFAULTS: Final = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)
# Head and tail lines of a speech: style id, name shown in Word, attribute of layout.Styles.
_LINES: Final = (
    ("JGDate", "讲稿日期", "date"),
    ("JGSpeaker", "讲稿讲话人", "speaker"),
    ("JGSalutation", "讲稿称谓", "salutation"),
    ("JGSource", "讲稿来源", "source"),
)


def styles_xml(layout: Layout, *, counted: bool = False) -> bytes:
    """Make ``word/styles.xml``: Title, heading 1-4, run-in headings, head lines, footer, comments.

    *counted* ties headings to the list with which Word numbers them.
    """
    parts = [
        _doc_defaults(layout),
        _LATENT,
        _normal(layout),
        _DEFAULTS,
        _title(layout),
        _character_style("JGSubtitle", "讲稿副题", _run(layout, layout.styles.subtitle)),
        *(_headings(layout, level, counted=counted) for level in (1, 2, 3, 4)),
        *(_line_style(layout, *line[:2], getattr(layout.styles, line[2])) for line in _LINES),
        _footer(layout),
        *_comment_styles(layout),
    ]
    return f'{HEAD}<w:styles xmlns:w="{NAMESPACE}">{"".join(parts)}</w:styles>'.encode()


def style_ids(layout: Layout) -> tuple[str, ...]:
    """Give the ids of all styles that :func:`styles_xml` makes, in order."""
    return tuple(re.findall(r'w:styleId="([^"]+)"', styles_xml(layout).decode()))


def fonts_xml(layout: Layout) -> bytes:
    """Make ``word/fontTable.xml``: each typeface with the names Word may take instead of it."""
    faces = {
        face.name: face for face in (layout.fonts.font(r) for r in ("fangsong", "kaiti", "heiti", "biaosong", "songti"))
    }
    entries = [_font_entry(face) for face in faces.values()]
    latin = (
        f"<w:font w:name={quoteattr(layout.latin)}>"
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    return f'{HEAD}<w:fonts xmlns:w="{NAMESPACE}">{latin}{"".join(entries)}</w:fonts>'.encode()


def theme_xml() -> bytes:
    """Give ``word/theme/theme1.xml``: validators ask for one; no style takes its fonts or colours from it."""
    return Path(__file__).with_name("theme.xml").read_bytes()


def settings_xml(*, odd_even: bool) -> bytes:
    """Make ``word/settings.xml``: Word 2013 mode, no squeezing of punctuation, footers that differ when *odd_even*."""
    quirks = (
        "spaceForUL",
        "balanceSingleByteDoubleByteWidth",
        "doNotLeaveBackslashAlone",
        "ulTrailSpace",
        "doNotExpandShiftReturn",
        "adjustLineHeightInTable",
        "useFELayout",
    )
    mode = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    body = (
        '<w:zoom w:percent="100"/>'
        + '<w:defaultTabStop w:val="420"/>'
        + ("<w:evenAndOddHeaders/>" if odd_even else "")
        + '<w:characterSpacingControl w:val="doNotCompress"/>'
        + f"<w:compat>{''.join(f'<w:{quirk}/>' for quirk in quirks)}{mode}</w:compat>"
        + '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )
    return f'{HEAD}<w:settings xmlns:w="{NAMESPACE}">{body}</w:settings>'.encode()


def _font_entry(face: Font) -> str:
    names = f"<w:altName w:val={quoteattr(','.join(face.instead))}/>" if face.instead else ""
    return (
        f"<w:font w:name={quoteattr(face.name)}>{names}"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
    )


def _doc_defaults(layout: Layout) -> str:
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    size = layout.styles.body.size.half_points
    run = f'{_fonts(layout, layout.styles.body)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{language}'
    return f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"


def _fonts(layout: Layout, style: Style) -> str:
    latin, chinese = quoteattr(layout.latin), quoteattr(layout.fonts.name(style.font))
    return f"<w:rFonts w:ascii={latin} w:eastAsia={chinese} w:hAnsi={latin} w:cs={latin}/>"


def _run(layout: Layout, style: Style, spacing: str = "") -> str:
    size = style.size.half_points
    return f'<w:rPr>{_fonts(layout, style)}{spacing}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'


def _indent(style: Style) -> str:
    # Both are needed: LibreOffice ignores firstLineChars when it stands alone, Word prefers it.
    return f'<w:ind w:firstLineChars="{style.indent * 100}" w:firstLine="{style.first_line}"/>'


def _normal(layout: Layout) -> str:
    body = layout.styles.body
    spacing = f'<w:spacing w:val="{layout.letter_spacing}"/>' if layout.letter_spacing else ""
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        '<w:widowControl w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{layout.line_pitch}" w:lineRule="exact"/>'
        f'{_indent(body)}<w:jc w:val="{body.align}"/></w:pPr>{_run(layout, body, spacing)}</w:style>'
    )


def _title(layout: Layout) -> str:
    """Make the title's style: off the grid, with its own line pitch and no letter-spacing."""
    style = layout.styles.title
    pitch = style.line_pitch or layout.line_pitch
    return (
        '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>'
        '<w:next w:val="JGDate"/><w:qFormat/><w:pPr><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:line="{pitch}" w:lineRule="exact"/>{_indent(style)}<w:jc w:val="{style.align}"/></w:pPr>'
        + _run(layout, style, '<w:spacing w:val="0"/>')
        + "</w:style>"
    )


def _line_style(layout: Layout, style_id: str, name: str, style: Style) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{_indent(style)}<w:jc w:val="{style.align}"/></w:pPr>{_run(layout, style)}</w:style>'
    )


def _headings(layout: Layout, level: int, *, counted: bool) -> str:
    """Make the styles of one level: the heading, the paragraph that a run-in heading opens, the run-in words."""
    style = layout.styles.heading(level)
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    number = numbered_by(1, level) if counted else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/>'
        f'{number}{_indent(style)}<w:jc w:val="{style.align}"/>{outline}</w:pPr>{_run(layout, style)}</w:style>'
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="JGRunIn{level}">'
        f'<w:name w:val="讲稿段首标题{level}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr>{outline}</w:pPr></w:style>'
        + _character_style(f"JGRunInWords{level}", f"讲稿段首标题字{level}", _run(layout, style))
    )


def _character_style(name_id: str, name: str, run: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{name_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/>{run}</w:style>'
    )


def _footer(layout: Layout) -> str:
    number = layout.page_number
    face, size = quoteattr(layout.fonts.name(number.font)), number.size.half_points
    return (
        '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>'
        '<w:uiPriority w:val="99"/><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
        '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
        f"<w:rPr><w:rFonts w:ascii={face} w:eastAsia={face} w:hAnsi={face}/>"
        f'<w:spacing w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _comment_styles(layout: Layout) -> tuple[str, str]:
    face = quoteattr(layout.fonts.name("songti"))
    text = (
        '<w:style w:type="paragraph" w:styleId="CommentText">'
        '<w:name w:val="annotation text"/><w:basedOn w:val="Normal"/>'
        '<w:uiPriority w:val="99"/><w:pPr><w:spacing w:line="240" w:lineRule="auto"/>'
        '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr><w:rPr>'
        f'<w:rFonts w:eastAsia={face}/><w:spacing w:val="0"/><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
    )
    mark = (
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/>'
        '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
    )
    return text, mark
