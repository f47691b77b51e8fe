"""Writes a draft in the strict small Markdown that outlines, drafters and the reader share; nothing is lost in it.

One line a paragraph; numbers are left out, the layout puts them in. A run-in heading stands right above its paragraph
and ends in a full stop; an unnumbered heading ends in ``{-}``, pandoc's mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.draft import Block, Draft, Heading, Line, Paragraph, Text, Title
from generator.lines import closed, runs_in

UNNUMBERED = " {-}"


def write_markdown(draft: Draft, *, annotate: bool = False) -> str:
    """Write *draft*; *annotate* puts ``<!-- phrase id -->`` after each sentence from the bank."""
    pieces: list[str] = []
    for position, block in enumerate(draft.blocks):
        glued = runs_in(draft.blocks, position)
        pieces.append(_block(block, glued=glued, annotate=annotate) + ("\n" if glued else "\n\n"))
    return _tighten_lists("".join(pieces)).rstrip("\n") + "\n"


def _block(block: Block, *, glued: bool, annotate: bool) -> str:
    match block:
        case Title(text):
            return f"# {_text(text, annotate=annotate)}"
        case Heading(level, text, numbered):
            shown = _text(closed(text) if glued else text, annotate=annotate)
            return f"{'#' * (level + 1)} {shown}{'' if numbered else UNNUMBERED}"
        case Line(_, text):
            return _text(text, annotate=annotate)
        case Paragraph(text, item):
            return f"{'- ' if item else ''}{_text(text, annotate=annotate)}"


def _text(text: Text, *, annotate: bool) -> str:
    """Write spans on one line, with a backslash before what would be read as markup."""
    shown = "".join(_spans(text, annotate=annotate))
    return re.sub(r"^(#|[-+] )", r"\\\1", re.sub(r"\{-\}$", r"\\{-}", shown))


def _spans(text: Text, *, annotate: bool) -> Iterable[str]:
    for span in text:
        yield re.sub(r"[\\*]|<(?=!--)", r"\\\g<0>", re.sub(r"\s*\n\s*", "", span.shown))
        if annotate and span.origin.kind == "phrase":
            yield f"<!-- {span.origin.ref.replace('--', '- -')} -->"


def _tighten_lists(written: str) -> str:
    """Take out the empty lines between the items of one list."""
    return re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", written)
