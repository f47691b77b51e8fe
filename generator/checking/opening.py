"""A file into the document that rules look at: the reader's blocks, each laid back over the line it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from generator import source
from generator.brief.schema import Brief
from generator.checking.document import Document, Passage, Role
from generator.draft import Block, Draft, Heading, Line, Paragraph, Title, plain
from generator.encoding import read_text, refuse_characters
from generator.errors import fail
from generator.numbering import heading_label
from generator.source import Mapping as Table
from generator.source import Node, Scalar
from generator.source import Sequence as Items

LONGEST: Final = 300_000  # characters: a speech of ten hours
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_MARK: Final = re.compile(r"[ \t\u3000]*(?:#{1,5}[ \t\u3000]+|[-*+][ \t]+)?")
_EMPTY: Final = re.compile(
    r"[ \t\u3000]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])[ \t\u3000]*"
)
_TEXTS: Final = frozenset((
    "标题", "title", "会议", "meeting", "依据", "basis", "审定", "approved", "总目标", "goals", "形势", "situation", "典型", "models",
    "成绩", "achievements", "问题", "problems", "举措", "measures", "保障", "safeguards", "致谢", "thanks",
    "照录", "verbatim", "结尾", "ending",
))  # fmt: skip
_NOT_TEXT: Final = frozenset((
    "编号", "id", "在", "at", "类", "kind", "不点名", "unnamed", "回应", "answers", "接", "continues", "对照", "against", "处",
))  # fmt: skip


def open_document(path: Path, brief: Brief | None = None) -> Document:
    """Read a draft (.docx .md .txt) or a brief (.yml). Raises UserError when it cannot be read, is empty or too long."""
    suffix = path.suffix.lower()
    if suffix in (".yml", ".yaml"):
        document = brief_document(source.read_text(path), str(path))
    elif suffix == ".docx":
        from generator.checking.docx_notes import open_word  # lxml takes 30 ms to import

        draft, lines, notes = open_word(path)
        document = laid_back(draft, lines, str(path), notes)
    else:
        from generator.readers import read

        draft = read(path)
        document = text_document(draft, read_text(path), str(path))
    if not document.text.strip():
        raise fail(str(path), "文件里没有文字", "一篇讲稿", "检查是不是选错了文件")
    if len(document.text) > LONGEST:
        raise fail(str(path), f"文件有{len(document.text)}字", f"不超过{LONGEST}字的一篇讲稿", "拆成几个文件再查")
    return document if brief is None else replace(document, brief=brief)


def text_document(draft: Draft, text: str, name: str) -> Document:
    """Lay the blocks of a .md or .txt back over its text."""
    refuse_characters(text, name)
    if name.lower().endswith(".md"):
        text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return laid_back(draft, text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), name, {})


def laid_back(draft: Draft, lines: Sequence[str], name: str, notes: Mapping[str, str]) -> Document:
    """Give each block of a draft its place in *lines*, which are those of the file in order."""
    passages: list[Passage] = []
    texts: list[str] = []
    length = at = column = 0
    for block in draft.blocks:
        shown = plain(block.text).replace("|", "") if isinstance(block, Title) else plain(block.text)
        line, start, body, end = _find(lines, at, column, shown)
        if line is None:
            continue
        text = lines[line][start:end] if not isinstance(block, Title) or end - start >= len(shown) else shown
        passages.append(_passage(block, text, length, line, start, body))
        texts.append(text)
        length += len(text) + 1
        at, column = (line, end) if isinstance(block, Heading) and block.run_in else (line + 1, 0)
        if isinstance(block, Title):
            at = line + _lines_of(lines, line, shown)
    return Document(name, "\n".join(texts), _numbered(draft, passages), notes)


def _numbered(draft: Draft, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Give headings that Word counts by itself, or that are numbered when they are drawn, the numbers they will show."""
    if any(passage.number for passage in passages) or not any(
        isinstance(b, Heading) and b.numbered for b in draft.blocks
    ):
        return tuple(passages)
    counts = [0, 0, 0, 0]
    found: list[Passage] = []
    for passage in passages:
        if passage.role == "heading":
            counts[passage.level - 1] += 1
            counts[passage.level :] = [0] * (4 - passage.level)
            passage = replace(passage, number=heading_label(passage.level, counts[passage.level - 1]))  # noqa: PLW2901
        found.append(passage)
    return tuple(found)


def _find(lines: Sequence[str], at: int, column: int, shown: str) -> tuple[int | None, int, int, int]:
    """Find a block's text from a place on: its line, where the printed text starts, where the body does, and the end."""
    for line in range(at, min(at + 40, len(lines))):
        found = lines[line].find(shown, column if line == at else 0)
        if found >= 0 and shown:
            mark = _MARK.match(lines[line])
            start = column if line == at and column else mark.end() if mark else 0
            return line, min(start, found), found, found + len(shown)
    for line in range(at, len(lines)):  # emphasis, escapes, a title over several lines: the line as it stands
        if lines[line].strip():
            mark = _MARK.match(lines[line])
            start = max(column if line == at else 0, mark.end() if mark else 0)
            return line, start, start, len(lines[line].rstrip())
    return None, 0, 0, 0


def _lines_of(lines: Sequence[str], line: int, shown: str) -> int:
    """Count the lines that a title takes up."""
    bare = re.sub(r"\s", "", shown)
    told, taken = "", 0
    while line + taken < len(lines) and len(told) < len(bare):
        text = re.sub(r"[\s#|]", "", lines[line + taken])
        if taken and text and not bare.startswith(told + text):
            break
        told += text
        taken += 1
    return max(taken, 1)


def _passage(block: Block, text: str, offset: int, line: int, start: int, body: int) -> Passage:
    role: Role = "paragraph"
    level = item = 0
    match block:
        case Title():
            role = "title"
        case Line():
            role = block.role
        case Heading():
            role, level = "heading", block.level
        case Paragraph():
            item = block.item
    if isinstance(block, Paragraph) and (empty := _EMPTY.fullmatch(text)):  # 三、 with nothing behind it
        return Passage("heading", offset, offset + len(text), line + 1, start + 1, offset, 1, empty[0].strip())
    number = text[: body - start].strip() if role == "heading" else ""
    return Passage(role, offset, offset + len(text), line + 1, start + 1, offset + body - start, level, number, item)


def brief_document(text: str, name: str) -> Document:
    """Lay out a brief's own words, each value a passage at its place in the YAML. Raises UserError."""
    from generator.brief.reading import parse_brief

    brief = parse_brief(text, name)
    top = source.parse(text, name)
    passages: list[Passage] = []
    texts: list[str] = []
    offset = 0
    for key, value in top.entries:
        for scalar in _scalars(value) if key.value in _TEXTS else ():
            shown = scalar.value.replace("\n", " ")
            column = scalar.where.column + (scalar.style in ("single", "double"))
            passages.append(Passage("entry", offset, offset + len(shown), scalar.where.line, column, offset))
            texts.append(shown)
            offset += len(shown) + 1
    return Document(name, "\n".join(texts) or brief.topic, tuple(passages), brief=brief)


def _scalars(node: Node) -> Iterable[Scalar]:
    match node:
        case Scalar():
            if not node.null:
                yield node
        case Items():
            for item in node.items:
                yield from _scalars(item)
        case Table():
            for key, value in node.entries:
                if key.value not in _NOT_TEXT:
                    yield from _scalars(value)
