"""Writes the tree itself as JSON, origins included, for other programs."""

from __future__ import annotations

import json
from typing import Final, TypeAlias

from generator.draft import Block, Draft, Heading, Line, Paragraph, Text, Title

FORMAT: Final = "jianggao.draft/1"
_Json: TypeAlias = "str | int | bool | list[_Json] | dict[str, _Json]"


def write_json(draft: Draft) -> str:
    """Write *draft*: ``format``, then ``blocks`` in order, each with its ``kind`` and its spans. Key order is fixed."""
    tree: _Json = {"format": FORMAT, "blocks": [_block(block) for block in draft.blocks]}
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _block(block: Block) -> _Json:
    match block:
        case Title(text):
            return {"kind": "title", "text": _text(text)}
        case Line(role, text):
            return {"kind": "line", "role": role, "text": _text(text)}
        case Heading(level, text, numbered, run_in):
            marks: dict[str, _Json] = {"kind": "heading", "level": level, "numbered": numbered, "run_in": run_in}
            return {**marks, "text": _text(text)}
        case Paragraph(text, item):
            return {"kind": "paragraph", "item": item, "text": _text(text)}


def _text(text: Text) -> _Json:
    return [{"text": span.text, "origin": {"kind": span.origin.kind, "ref": span.origin.ref}} for span in text]
