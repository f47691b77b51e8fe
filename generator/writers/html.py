"""Writes a draft as one self-contained page that looks like the printed one and prints the same.

No script, no file beside it, nothing fetched. Typefaces are named, not embedded: offices have theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Final

from generator.draft import Draft, Heading, Line, Text, Title
from generator.layout import FontRole, Layout, PageNumber, Style
from generator.lines import Printed, closed, is_head, printed
from generator.title import title_lines

# Chromium squeezes neighbouring Chinese marks unless told not to; Word here does not (doNotCompress).
_PAGE: Final = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
{css}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def write_html(draft: Draft, layout: Layout) -> str:
    """Write *draft* as HTML on *layout*; blanks are highlighted, numbers are text."""
    body = "\n".join(_paragraphs(draft, layout))
    return _PAGE.format(title=escape(draft.title or "讲稿"), css="\n".join(_css(layout)), body=body)


def _paragraphs(draft: Draft, layout: Layout) -> Iterator[str]:
    in_head = False
    for line in printed(draft.blocks):
        head = is_head(line.block)
        if in_head and not head:
            yield '<p class="salutation">&nbsp;</p>'
        in_head = head
        yield _paragraph(line, layout)


def _paragraph(line: Printed, layout: Layout) -> str:
    match line.block:
        case Title(text):
            lines = title_lines(text, layout.title_limit, layout.characters - 2)
            shown = (
                f'<span class="subtitle">{_text(each.text)}</span>' if each.subtitle else _text(each.text)
                for each in lines
            )
            return f'<h1 class="title">{"<br>".join(shown)}</h1>'
        case Line(role, text):
            return f'<p class="{role}">{_text(text)}</p>'
        case Heading(level) as heading if line.body is not None:
            words = f'<span class="heading-{level}">{line.label}{_text(closed(heading.text))}</span>'
            return f"<p>{words}{line.body_label}{_text(line.body.text)}</p>"
        case Heading(level, text):
            return f'<h{level + 1} class="heading-{level}">{line.label}{_text(text)}</h{level + 1}>'
        case _:
            return f"<p>{line.label}{_text(line.block.text)}</p>"


def _text(text: Text) -> str:
    return "".join(f"<mark>{_words(s.shown)}</mark>" if s.origin.kind == "blank" else _words(s.text) for s in text)


def _words(text: str) -> str:
    return re.sub(r"\s*\n\s*", "<br>", escape(text, quote=False))


def _css(layout: Layout) -> Iterator[str]:
    page, styles = layout.page, layout.styles
    margins = f"{page.top.mm:.3f}mm {page.right.mm:.3f}mm {page.bottom.mm:.3f}mm {page.left.mm:.3f}mm"
    yield f"@page {{ size: {page.width.mm:.2f}mm {page.height.mm:.2f}mm; margin: {margins}; }}"
    yield from _page_number(layout, layout.page_number)
    yield "html { background: #ddd; }"
    yield "body { margin: 0; }"
    yield (
        f"main {{ box-sizing: border-box; width: {page.width.mm:.2f}mm; margin: 8mm auto; padding: {margins};"
        " background: #fff; color: #000; box-shadow: 0 0 2mm #999; }"
    )
    yield (
        f"main {{ font: {styles.body.size.pt:g}pt/{layout.line_pitch.pt:g}pt {_faces(layout, styles.body.font)};"
        f" letter-spacing: {layout.letter_spacing.pt:g}pt; text-spacing-trim: space-all; text-autospace: no-autospace;"
        " overflow-wrap: anywhere; orphans: 1; widows: 1; }"
    )
    yield "p, h1, h2, h3, h4, h5 { margin: 0; font-size: inherit; font-weight: normal; text-wrap: initial; }"
    yield "h1, h2, h3, h4, h5 { break-after: avoid; }"
    yield _rule(layout, "p", styles.body, spacing=layout.letter_spacing.pt)
    for name in ("date", "speaker", "salutation", "source"):
        yield _rule(layout, f"p.{name}", getattr(styles, name), spacing=layout.letter_spacing.pt)
    yield _rule(layout, "h1.title", styles.title, spacing=0)
    yield f".subtitle {{ font: {styles.subtitle.size.pt:g}pt {_faces(layout, styles.subtitle.font)}; }}"
    for level in (1, 2, 3, 4):
        style = styles.heading(level)
        yield f".heading-{level} {{ font-family: {_faces(layout, style.font)}; font-size: {style.size.pt:g}pt; }}"
        yield _rule(layout, f"h{level + 1}.heading-{level}", style, spacing=layout.letter_spacing.pt)
    yield "mark { background: #ff0; }"
    yield "@media print { html { background: none; } main { width: auto; margin: 0; padding: 0; box-shadow: none; } }"


def _rule(layout: Layout, selector: str, style: Style, *, spacing: float) -> str:
    indent = style.indent * (style.size.pt + spacing)
    pitch = style.line_pitch or layout.line_pitch
    align = {"both": "justify"}.get(style.align, style.align)
    return (
        f"{selector} {{ font-family: {_faces(layout, style.font)}; font-size: {style.size.pt:g}pt;"
        f" line-height: {pitch.pt:g}pt; letter-spacing: {spacing:g}pt; text-indent: {indent:g}pt; text-align: {align}; }}"
    )


def _faces(layout: Layout, role: FontRole) -> str:
    """List the typefaces of a role. Chinese first: in the Latin one “ ” — … would be half as wide."""
    face = layout.fonts.font(role)
    return ", ".join(f'"{name}"' for name in ("JGLatin", face.name, *face.instead)) + ", serif"


def _page_number(layout: Layout, number: PageNumber) -> Iterator[str]:
    """Put ``— 1 —`` where the layout has it; browsers without margin boxes print none."""
    # Figures in the Latin typeface, everything else (“ ” — … too) in the Chinese one.
    latin = layout.latin
    yield (
        f'@font-face {{ font-family: "JGLatin"; src: local("{latin}"), local("Liberation Serif");'
        " unicode-range: U+20-7E; }"
    )
    face = f"{number.size.pt:g}pt {_faces(layout, number.font)}"
    drop = layout.page.bottom.pt - layout.page.footer.pt - number.size.pt
    style = f'content: "— " counter(page) " —"; font: {face}; vertical-align: top; padding-top: {max(drop, 0):g}pt;'
    em = number.size.pt
    match number.at:
        case "outer":
            yield f"@page :right {{ @bottom-right {{ {style} padding-right: {em:g}pt; }} }}"
            yield f"@page :left {{ @bottom-left {{ {style} padding-left: {em:g}pt; }} }}"
        case "center":
            yield f"@page {{ @bottom-center {{ {style} }} }}"
        case "none":
            pass
