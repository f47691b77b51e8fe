"""Writes a draft as plain text, the way it is printed: numbers put in, two full-width spaces before a paragraph."""

from __future__ import annotations

import re

from generator.draft import Draft, Heading, Line, Title, plain
from generator.lines import Printed, closed, is_head, printed

INDENT = "　　"


def write_text(draft: Draft) -> str:
    """Write *draft*, one line a paragraph, an empty line between the head lines and the speech."""
    lines: list[str] = []
    in_head = False
    for line in printed(draft.blocks):
        head = is_head(line.block)
        if in_head and not head:
            lines.append("")
        in_head = head
        lines.append(_line(line))
    return "\n".join(lines) + "\n"


def _line(line: Printed) -> str:
    shown = plain(line.block.text)
    match line.block:
        case Title():  # forced breaks are for the printed page; only a subtitle keeps its own line
            return re.sub(r"(?!^)\|?(——)", r"\n\1", shown, count=1).replace("|", "")
        case Line():
            return shown
        case Heading() as heading if line.body is not None:
            return f"{INDENT}{line.label}{plain(closed(heading.text))}{line.body_label}{plain(line.body.text)}"
        case Heading():
            return f"{line.label}{shown}"
        case _:
            return f"{INDENT}{line.label}{shown}"
