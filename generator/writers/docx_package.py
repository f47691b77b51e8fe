"""The package around a speech's body: made from the layout, or from an office's own file.

pandoc's design: the reference package holds page, styles and footers; the body is written straight into it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

from msgspec import Struct

from generator.comments import AUTHOR
from generator.docx_names import HASH_PROPERTY, HEAD, NAMESPACE, hash_of
from generator.layout import Layout
from generator.writers.docx_numbering import LEVELS, numbered_by, numbering_xml
from generator.writers.docx_page import footers, section_xml
from generator.writers.docx_styles import fonts_xml, settings_xml, style_ids, styles_xml, theme_xml
from generator.writers.opc import CORE_PROPERTIES, DOCUMENT, RELATIONSHIPS, Members, Part
from generator.xml_text import escape, quoteattr, unescape

Identity: TypeAlias = tuple[tuple[str, str], ...]
"""Names and values of custom properties: what a file was made from, as ids and hashes."""

_TAG: Final = re.compile("<[^>]*>")
_BODY: Final = b"<w:body>"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_CORE: Final = Part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", CORE_PROPERTIES)
_CUSTOM: Final = Part(
    "docProps/custom.xml",
    "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    f"{RELATIONSHIPS}/custom-properties",
)
_THEME: Final = Part(
    "word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml", f"{RELATIONSHIPS}/theme"
)


class Base(Struct, frozen=True):
    """What a body is written into: a package whose document holds no paragraph yet.

    ``styles`` turns our style ids into those of the package (empty: none is named); ``direct`` and ``counting`` hold what
    paragraphs of a heading level must carry themselves when numbers are typed, and when Word counts.
    """

    members: Members
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
    made = Members(base.members)
    made[DOCUMENT.name] = made[DOCUMENT.name].replace(_BODY, _BODY + body.encode(), 1)
    made.add(_CORE, _core_xml(title, None if identity is None else AUTHOR))
    if identity is not None:
        made.add(_CUSTOM, _custom_xml((*identity, (HASH_PROPERTY, hash_of(_visible(body))))))
    if comments:
        part_xml = f'{HEAD}<w:comments xmlns:w="{NAMESPACE}">{comments}</w:comments>'
        made.add(Part.word("comments"), part_xml, DOCUMENT.name)
    return made.packed()


def shipped_reference(layout: Layout, *, counted: bool) -> Base:
    """Make the package of a layout; *counted* ties its headings to a list that Word numbers."""
    made = Members.empty()
    made.add(DOCUMENT, b"")
    made.add(Part.word("styles"), styles_xml(layout, counted=counted), DOCUMENT.name)
    odd_even = layout.page_number.at == "outer"
    made.add(Part.word("settings"), settings_xml(odd_even=odd_even), DOCUMENT.name)
    made.add(Part.word("fontTable"), fonts_xml(layout), DOCUMENT.name)
    made.add(_THEME, theme_xml(), DOCUMENT.name)
    if counted:
        made.add(Part.word("numbering"), numbering_xml(layout, "Heading{}"), DOCUMENT.name)
    footer_ids = {
        pages: made.add(Part.word(f"footer{number}", "footer"), xml, DOCUMENT.name)
        for number, (pages, xml) in enumerate(footers(layout).items(), 1)
    }
    section = section_xml(layout, footer_ids)
    made[DOCUMENT.name] = f'{HEAD}<w:document xmlns:w="{NAMESPACE}"><w:body>{section}</w:body></w:document>'.encode()
    same = {style: style for style in style_ids(layout)} | {"Normal": ""}
    return Base(made, same, {}, {-level: numbered_by(1, level) for level in LEVELS})


def _visible(body: str) -> str:
    """Give what :func:`generator.docx_text.visible_text` will read from a body that we wrote ourselves.

    It has neither deletions nor field codes nor hidden text, so the tags can simply be left out; a parser takes 10 ms.
    """
    breaks = body.replace("<w:br/>", "\n").replace("<w:tab/>", "\t")
    texts = (unescape(_TAG.sub("", paragraph)).strip() for paragraph in breaks.split("</w:p>"))
    return "\n".join(text for text in texts if text)


def _core_xml(title: str, author: str | None) -> str:
    """Say title and author; no dates, they would come from the clock."""
    creator = f"<dc:creator>{author}</dc:creator>" if author else ""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>{creator}</cp:coreProperties>'
    )


def _custom_xml(properties: Identity) -> str:
    entries = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties, 2)
    )
    names = f'xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"'
    return f"{HEAD}<Properties {names}>{entries}</Properties>"
