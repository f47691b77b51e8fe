"""What the writing and reading tests share: the cases as drafts, and drafts without their origins."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from msgspec import Struct

from generator.draft import Draft, Heading, Line, Origin, Paragraph, Span, Text, Title
from generator.readers.markdown import read_markdown

CASES = Path(__file__).parent / "cases" / "write"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())
BANK = Origin("phrase", "measures/duties#a1b2c3")
BRIEF = Origin("brief", "举措/1")


def case(name: str) -> Draft:
    return read_markdown((CASES / name / "input.md").read_text(encoding="utf-8"), "input.md")


def text(words: str, origin: Origin = BRIEF) -> Text:
    return (Span(words, origin),)


def noted_draft() -> Draft:
    """A draft with phrases, facts and a blank in one paragraph, to be annotated."""
    blank = Span("办法", Origin("blank", "办法"))
    spans = (Span("要把责任落到人头。", BANK), Span("3月底前完成。", BRIEF), blank)
    return Draft((Title(text("讲话")), Line("salutation", text("同志们：")), Paragraph(spans)))


def long_draft() -> Draft:
    """Eight pages of plain Chinese without digits, so that full lines can be counted."""
    sentence = "全市上下坚持问题导向目标导向结果导向相统一把安全生产摆在突出位置层层压实责任条条落实措施" * 7
    body = [Paragraph(text(sentence + "。")) for _ in range(12)]
    head = [Title(text("在全市安全生产工作会议上的讲话")), Line("salutation", text("同志们："))]
    return Draft((*head, *body[:2], Heading(1, text("压实责任")), *body[2:]))


def bare(draft: Draft) -> list[tuple[object, ...]]:
    """Give a draft up to origins: kinds, levels, and text with its blanks; neighbours of one kind joined."""
    return [(type(block).__name__, *_marks(block), _joined(block.text)) for block in draft.blocks]


def _marks(block: object) -> list[object]:
    assert isinstance(block, Struct)
    return [getattr(block, name) for name in block.__struct_fields__ if name != "text"]


def _joined(spans: Text) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for span in spans:
        blank = span.origin.kind == "blank"
        if found and not blank and not found[-1][1]:
            found[-1] = (found[-1][0] + span.text, False)
        else:
            found.append((span.text, blank))
    return found


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes], path: Path) -> Path:
    """Put parts into a package again."""
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path
