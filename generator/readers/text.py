"""Reads a speech as plain text, the way it is printed or copied out of Word."""

from __future__ import annotations

import re
from typing import Final

from generator.draft import Draft
from generator.readers.prose import ProseLine, blocks_from

_INDENT: Final = re.compile(r"(?:\u3000| {2}|\t)")
_LONG: Final = 60  # characters; what is longer is body text


def read_text_draft(source: str, name: str) -> Draft:
    """Read the text of the file *name*, one line a paragraph."""
    lines = [line for line in source.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    indented = _indents_body(lines)
    if len(lines) > 1 and lines[1].startswith("——"):
        lines[:2] = ["\n".join(lines[:2])]
    body = next((at for at, line in enumerate(lines) if _INDENT.match(line)), len(lines)) if indented else len(lines)
    prose = [ProseLine(line, flush=at > body and not _INDENT.match(line)) for at, line in enumerate(lines)]
    return Draft(blocks_from(prose, name))


def _indents_body(lines: list[str]) -> bool:
    """Tell whether body text is indented, so that a short line at the margin must be something else."""
    long = [line for line in lines if len(line) > _LONG]
    return bool(long) and all(_INDENT.match(line) for line in long)
