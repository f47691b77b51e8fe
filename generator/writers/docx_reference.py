"""Her office's own .docx as the layout: its page, footers, fonts and styles are kept, its text is not.

Styles are found by name, case aside, never by id (Chinese Word writes ids 1, a, a3); only what is missing is put in.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docx.opc.constants import CONTENT_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as R
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from generator.docx_names import W
from generator.layout import Layout
from generator.writers.docx_numbering import LEVELS, list_xml, numbered_by, numbering_xml
from generator.writers.docx_package import Base
from generator.writers.docx_reference_file import list_ids, millimetres, opened
from generator.writers.docx_styles import styles_xml
from generator.writers.opc import Members

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

_KEPT: Final = frozenset({R.STYLES, R.SETTINGS, R.FONT_TABLE, R.THEME, R.NUMBERING})
_PAGE_PARTS: Final = frozenset({R.HEADER, R.FOOTER})
# What would carry the old text's history, lock the file, or reach outside it.
_SETTINGS_DROPPED: Final = (
    "attachedTemplate", "mailMerge", "docVars", "rsids", "trackRevisions", "documentProtection", "writeProtection",
    "footnotePr", "endnotePr",
)  # fmt: skip
_ALSO_CALLED: Final = {
    "JGDate": ("date", "日期"),
    "JGSalutation": ("salutation", "称呼"),
    "Title": ("标题",),
    **{f"Heading{level}": (f"标题 {level}", f"标题{level}") for level in LEVELS},
}
_BODY_NAME: Final = "讲稿正文"
_MOST_PARENTS: Final = 20


def open_reference(path: Path, layout: Layout) -> Base:
    """Open *path* as the base of a speech. Raises UserError when it is no plain, unprotected .docx."""
    made = opened(path)
    main: DocumentPart = made.main_document_part
    _empty(main)
    root = main.document.styles.element
    theirs = _Styles(root)
    styles = _resolve(theirs, layout)
    headings = {level: theirs.counts(styles[f"Heading{level}"]) for level in LEVELS}
    number = _add_list(main, layout)
    counting = {level: numbered_by(number, level) for level in LEVELS}
    saved = io.BytesIO()
    made.save(saved)
    return Base(
        Members.unpacked(saved.getvalue()),
        styles,
        {level: numbered_by(0, level) for level in LEVELS if headings[level]},
        counting | {-level: number for level, number in counting.items()},
    )


def described(path: Path, layout: Layout) -> Iterator[str]:
    """Say what a reference brings: page, styles that are used, styles that will be put in. Raises UserError."""
    main: DocumentPart = opened(path).main_document_part
    width, height, top, bottom, left, right = millimetres(main)
    yield f"页面：{width}×{height}毫米，上{top}、下{bottom}、左{left}、右{right}毫米，照旧"
    has_footer = any(relation.reltype == R.FOOTER for relation in main.rels.values())
    yield "页脚：有，照旧" if has_footer else "页脚：没有，不会有页码；要页码请在样本里加"
    theirs = _Styles(main.document.styles.element)
    pairs = list(_pairs(theirs, layout))
    body = theirs.by_name.get(("paragraph", _BODY_NAME)) or theirs.default("paragraph")
    yield "正文：首行缩进，照旧" if theirs.indented(body) else f"正文：没有首行缩进，补一个样式“{_BODY_NAME}”"
    yield "用样本的样式：" + ("、".join(name for _, name, found in pairs if found) or "没有")
    yield "补上的样式：" + ("、".join(name for _, name, found in pairs if not found) or "没有")


def _empty(main: DocumentPart) -> None:
    """Take out the text and everything that belongs to it; the last section's page, headers and footers stay."""
    body: Any = main.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    for change in list(body.iter(W + "sectPrChange")):
        change.getparent().remove(change)
    used = {str(value) for element in body.iter() for value in element.attrib.values()}
    for key, relation in list(main.rels.items()):
        if relation.reltype not in _KEPT and not (relation.reltype in _PAGE_PARTS and key in used):
            del main.rels[key]
    package: Any = main.package
    for key, relation in list(package.rels.items()):
        if relation.reltype != R.OFFICE_DOCUMENT:
            del package.rels[key]
    settings = main.settings.element
    for name in _SETTINGS_DROPPED:
        for element in list(settings.iter(W + name)):
            element.getparent().remove(element)
    for key in list(main._settings_part.rels):
        del main._settings_part.rels[key]


class _Styles:
    """The styles of a file, by kind and name."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401 - lxml's elements, as python-docx subclasses them
        self.root = root
        self.by_id = {style.get(W + "styleId"): style for style in root.iterchildren(W + "style")}
        self.by_name: dict[tuple[str, str], str] = {}
        for style_id, style in self.by_id.items():
            aliases = (_value(style, "aliases") or "").split(",")
            for name in (_value(style, "name") or "", *aliases):
                self.by_name.setdefault((style.get(W + "type"), name.strip().lower()), style_id)

    def default(self, kind: str) -> str | None:
        return next(
            (i for i, s in self.by_id.items() if s.get(W + "type") == kind and s.get(W + "default") in ("1", "true")),
            None,
        )

    def chain(self, style_id: str | None) -> Iterator[Any]:
        for _ in range(_MOST_PARENTS):
            style = self.by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = _value(style, "basedOn")

    def counts(self, style_id: str) -> bool:
        return any(style.find(f"{W}pPr/{W}numPr") is not None for style in self.chain(style_id))

    def indented(self, style_id: str | None) -> bool:
        for style in self.chain(style_id):
            indent = style.find(f"{W}pPr/{W}ind")
            if indent is not None:
                values = (indent.get(W + "firstLineChars"), indent.get(W + "firstLine"))
                return any(value not in (None, "0") for value in values)
        return False

    def half_points(self, style_id: str | None) -> int:
        for style in self.chain(style_id):
            size = _value(style, f"rPr/{W}sz")
            if size and size.isdecimal():
                return int(size)
        size = _value(self.root, f"docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
        return int(size) if size and size.isdecimal() else 20


def _pairs(theirs: _Styles, layout: Layout) -> Iterator[tuple[Any, str, str | None]]:
    """Go through our styles: the element, its name, and the id of theirs that plays its part."""
    for ours in parse_xml(styles_xml(layout)).iterchildren(W + "style"):
        if ours.get(W + "default") or ours.get(W + "styleId") == "Footer":
            continue
        kind, style_id, name = str(ours.get(W + "type")), str(ours.get(W + "styleId")), _value(ours, "name") or ""
        names = (name, *_ALSO_CALLED.get(style_id, ()))
        yield ours, name, next((f for n in names if (f := theirs.by_name.get((kind, n.lower())))), None)


def _resolve(theirs: _Styles, layout: Layout) -> Mapping[str, str]:
    """Give their id for each of ours, putting in what they lack."""
    base = theirs.default("paragraph")
    pairs = list(_pairs(theirs, layout))
    found = {"Normal": theirs.by_name.get(("paragraph", _BODY_NAME)) or base or ""}
    found |= {
        ours.get(W + "styleId"): style_id or _free(theirs, ours.get(W + "styleId")) for ours, _, style_id in pairs
    }
    parents = {"Normal": base, "DefaultParagraphFont": theirs.default("character"), **found}
    plain = {layout.fonts.name(layout.styles.body.font)}
    for ours, _, style_id in pairs:
        if style_id is None:
            theirs.root.append(_fitted(ours, found[ours.get(W + "styleId")], {**parents, "Normal": base}, plain))
    if not theirs.indented(found["Normal"]):
        found["Normal"] = _free(theirs, "JGBody")
        theirs.root.append(_body_style(found["Normal"], base, theirs.half_points(base)))
    return found


def _fitted(ours: Any, style_id: str, parents: Mapping[str, str | None], plain: set[str]) -> Any:  # noqa: ANN401
    """Give one of our styles as their file takes it: what only repeats body text is left to their own styles."""
    style = copy.deepcopy(ours)
    style.set(W + "styleId", style_id)
    for tag in ("basedOn", "next"):
        element = style.find(W + tag)
        if element is not None:
            parent = parents.get(element.get(W + "val"))
            if parent:
                element.set(W + "val", parent)
            else:
                style.remove(element)
    own = ours.get(W + "customStyle") == "1"
    looks = style.find(W + "rPr")
    if own and looks is not None:
        for element in list(looks):
            same = element.tag == W + "rFonts" and element.get(W + "eastAsia") in plain
            if same or element.tag != W + "rFonts":
                looks.remove(element)
        if not len(looks):
            style.remove(looks)
    return style


def _body_style(style_id: str, base: str | None, half_points: int) -> Any:  # noqa: ANN401
    parent = f'<w:basedOn w:val="{base}"/>' if base else ""
    return parse_xml(
        f'<w:style xmlns:w="{W[1:-1]}" w:type="paragraph" w:customStyle="1" w:styleId="{style_id}">'
        f'<w:name w:val="{_BODY_NAME}"/>{parent}<w:qFormat/><w:pPr>'
        f'<w:ind w:firstLineChars="200" w:firstLine="{half_points * 20}"/></w:pPr></w:style>'
    )


def _free(theirs: _Styles, wanted: str) -> str:
    return wanted if wanted not in theirs.by_id else f"{wanted}_JG"


def _add_list(main: DocumentPart, layout: Layout) -> int:
    """Put our list of headings among theirs and give the number by which paragraphs name it."""
    part: Any = next((r.target_part for r in main.rels.values() if r.reltype == R.NUMBERING), None)
    if part is None:
        uri, kind = PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING
        main.relate_to(Part(uri, kind, numbering_xml(layout).encode(), main.package), R.NUMBERING)
        return 1
    root = part.element
    abstract, number = (highest + 1 for highest in list_ids(main))
    definition, use = (
        parse_xml(xml.replace(">", f' xmlns:w="{W[1:-1]}">', 1)) for xml in list_xml(layout, abstract, number)
    )
    for child, before in ((definition, ("numPicBullet", "abstractNum")), (use, ("abstractNum", "num"))):
        tags = tuple(W + tag for tag in before)
        root.insert(max((at + 1 for at, other in enumerate(root) if other.tag in tags), default=0), child)
    return number


def _value(element: Any, path: str) -> str | None:  # noqa: ANN401
    found = element.find(W + path)
    return None if found is None else found.get(W + "val")
