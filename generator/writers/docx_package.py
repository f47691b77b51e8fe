"""The package around a speech's body: python-docx makes it from the layout, and it is packed so that equal drafts give
equal bytes.

pandoc's design: the reference package holds page, styles and footers; the body is written straight into it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.parts.settings import SettingsPart
from docx.parts.styles import StylesPart
from docx.section import _Footer
from docx.shared import Emu

from generator.comments import AUTHOR
from generator.docx_text import HASH_PROPERTY, NAMESPACE, text_hash
from generator.layout import Layout
from generator.writers.docx_numbering import LEVELS, list_xml, numbered_by
from generator.writers.docx_styles import HEAD, fonts_xml, settings_xml, style_ids, styles_xml, theme_xml

Identity: TypeAlias = tuple[tuple[str, str], ...]
"""Names and values of custom properties: what a file was made from, as ids and hashes."""

_OWN_LIST: Final = 1
_BODY: Final = b"<w:body>"
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold: no clock in the file
_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CUSTOM_RELATION: Final = f"{_RELATIONSHIPS}/custom-properties"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


@dataclass(frozen=True, slots=True)
class Base:
    """What a body is written into: a package whose document holds no paragraph yet.

    ``styles`` turns our style ids into those of the package (empty: none is named); ``direct`` and ``counting`` hold what
    paragraphs of a heading level must carry themselves when numbers are typed, and when Word counts.
    """

    made: Package
    styles: Mapping[str, str]
    direct: Mapping[int, str]
    counting: Mapping[int, str]

    def numbers(self, *, counted: bool) -> Mapping[int, str]:
        """Give the ``w:numPr`` by heading level, those of run-in headings under ``-level``."""
        return self.counting if counted else self.direct


def package(base: Base, title: str, body: str, comments: str, identity: Identity | None) -> bytes:
    """Make a .docx from the XML of its body (paragraphs) and of its comments (``w:comment`` elements, or empty).

    *identity* None leaves every property out by which the file could be traced.
    """
    made = base.made
    filled = f'{HEAD}<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'.encode()
    _properties(made, title, None if identity is None else (*identity, (HASH_PROPERTY, text_hash(filled))))
    if comments:
        part_xml = f'{HEAD}<w:comments xmlns:w="{NAMESPACE}">{comments}</w:comments>'
        part = Part(PackURI("/word/comments.xml"), CONTENT_TYPE.WML_COMMENTS, part_xml.encode(), made)
        made.main_document_part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)
    return _pack(made, body)


def shipped_reference(layout: Layout, *, counted: bool) -> Base:
    """Make the package of a layout; *counted* ties its headings to a list that Word numbers."""
    document_xml = f'{HEAD}<w:document xmlns:w="{NAMESPACE}"><w:body></w:body></w:document>'.encode()
    made = Package()
    main = DocumentPart.load(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, document_xml, made)
    made.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    styles_part = styles_xml(layout, counted=counted)
    styles = StylesPart.load(PackURI("/word/styles.xml"), CONTENT_TYPE.WML_STYLES, styles_part, made)
    main.relate_to(styles, RELATIONSHIP_TYPE.STYLES)
    odd_even = layout.page_number.at == "outer"
    settings_uri = PackURI("/word/settings.xml")
    settings = SettingsPart.load(settings_uri, CONTENT_TYPE.WML_SETTINGS, settings_xml(odd_even=odd_even), made)
    main.relate_to(settings, RELATIONSHIP_TYPE.SETTINGS)
    fonts = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, fonts_xml(layout), made)
    main.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)
    theme = Part(PackURI("/word/theme/theme1.xml"), CONTENT_TYPE.OFC_THEME, theme_xml(), made)
    main.relate_to(theme, RELATIONSHIP_TYPE.THEME)
    assert isinstance(main, DocumentPart)
    if counted:
        add_numbering(main, layout, "Heading{}")
    _set_page(main.document, layout)
    same = {style: style for style in style_ids(layout)} | {"Normal": ""}
    return Base(made, same, {}, {-level: numbered_by(_OWN_LIST, level) for level in LEVELS})


def add_numbering(main: Part, layout: Layout, linked: str = "") -> None:
    """Add a numbering part with the one list of headings; *linked* is the pattern of the style ids tied to it."""
    xml = f'{HEAD}<w:numbering xmlns:w="{NAMESPACE}">{"".join(list_xml(layout, _OWN_LIST, _OWN_LIST, linked))}</w:numbering>'
    part = Part(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, xml.encode(), main.package)
    main.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)


def _properties(made: Package, title: str, custom: Identity | None) -> None:
    """Add title and author (no dates: they would come from the clock), and what the file says it was made from."""
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title>"
        f"{f'<dc:creator>{AUTHOR}</dc:creator>' if custom is not None else ''}</cp:coreProperties>"
    )
    core_uri = PackURI("/docProps/core.xml")
    core_part = CorePropertiesPart.load(core_uri, CONTENT_TYPE.OPC_CORE_PROPERTIES, core.encode(), made)
    made.relate_to(core_part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    if custom is None:
        return
    entries = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(custom, 2)
    )
    xml = f'{HEAD}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{entries}</Properties>'
    made.relate_to(Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, xml.encode(), made), _CUSTOM_RELATION)


def _set_page(document: Document, layout: Layout) -> None:
    # Its own prefix for relationships: else the bytes would depend on which prefixes other libraries have registered.
    document.element.body.append(parse_xml(f'<w:sectPr xmlns:w="{NAMESPACE}" xmlns:r="{_RELATIONSHIPS}"/>'))
    section, page = document.sections[0], layout.page
    section.page_width, section.page_height = Emu(page.width.emu), Emu(page.height.emu)
    section.top_margin, section.bottom_margin = Emu(page.top.emu), Emu(page.bottom.emu)
    section.left_margin, section.right_margin = Emu(page.left.emu), Emu(page.right.emu)
    section.header_distance, section.footer_distance = Emu(page.footer.emu), Emu(page.footer.emu)
    section.gutter = Emu(0)
    match layout.page_number.at:
        case "outer":
            _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT, layout)
            _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, layout)
        case "center":
            _number(section.footer, WD_ALIGN_PARAGRAPH.CENTER, layout)
        case "none":
            pass
    grid = f'<w:docGrid xmlns:w="{NAMESPACE}" w:type="lines" w:linePitch="{layout.line_pitch}"/>'
    document.element.body.sectPr.append(parse_xml(grid))


def _number(footer: _Footer, align: WD_ALIGN_PARAGRAPH, layout: Layout) -> None:
    """Write ``— 1 —`` into a footer, one character in from the outer edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    em = layout.page_number.size
    edge = {WD_ALIGN_PARAGRAPH.RIGHT: "right", WD_ALIGN_PARAGRAPH.LEFT: "left"}.get(align)
    if edge:
        sides = f'w:{edge}Chars="100" w:{edge}="{em}" w:firstLineChars="0" w:firstLine="0"'
        inset = f'<w:ind xmlns:w="{NAMESPACE}" {sides}/>'
        paragraph._p.get_or_add_pPr()._insert_ind(parse_xml(inset))
    for content in (
        '<w:t xml:space="preserve">— </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> —</w:t>',
    ):
        hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        paragraph._p.append(parse_xml(f'<w:r xmlns:w="{NAMESPACE}">{hint}{content}</w:r>'))


def _pack(made: Package, body: str) -> bytes:
    """Save, put the body in, and pack again: parts in order of name after the content types, all dated 1980."""
    saved = io.BytesIO()
    made.save(saved)
    packed = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", compresslevel=6) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(_BODY, _BODY + body.encode(), 1)
            member = zipfile.ZipInfo(name, _FIRST_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # the same on every system
            member.external_attr = 0o600 << 16
            target.writestr(member, data)
    return packed.getvalue()
