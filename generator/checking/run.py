"""Rules over a document: findings in reading order, each with its place, its words and what would mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.brief.schema import Brief
from generator.checking.document import Document, Hit
from generator.checking.opening import open_document, text_document
from generator.checking.rule import Example, Level, Rule
from generator.errors import Where, fail

_WORD: Final = re.compile(r"\{(\w+)\}")
_RANK: Final = {"错误": 0, "疑似": 1, "提示": 2}


class Finding(Struct, frozen=True):
    """One remark. ``start`` and ``end`` are offsets in the document's text; ``mend`` replaces them where certain."""

    where: Where
    rule: str
    level: Level
    message: str
    found: str
    start: int
    end: int
    mend: str | None = None

    def __str__(self) -> str:
        """Give the line a user reads."""
        return f"{self.where}: {self.level} {self.message}〔{self.rule}〕"


def check(path: Path, rules: Iterable[Rule], brief: Brief | None = None, *, pages: bool = False) -> tuple[Finding, ...]:
    """Check a file; *brief* is the one it was written from, *pages* also looks at a .docx as it is drawn.

    Raises UserError when a file cannot be read, or not be drawn.
    """
    document = open_document(path, brief)
    if pages:
        from generator.checking.pages import page_notes  # a drawing takes seconds

        if path.suffix.lower() != ".docx":
            raise fail(
                str(path), "只有 .docx 排得出页面", "一个 .docx", "去掉 --pages，或先用 jianggao render 排成 .docx"
            )
        document = replace(document, notes={**document.notes, **dict(page_notes(path, document))})
    return findings(document, rules)


def findings(document: Document, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """Run rules over a document; those that the brief's 不查 names stay silent."""
    silent = document.brief.silence if document.brief else ()
    found = [
        _finding(document, rule, hit)
        for rule in rules
        if rule.name not in silent
        and rule.name.partition("/")[0] not in silent
        and (rule.of_briefs or not document.is_brief)
        for hit in rule.hits(document)
    ]
    return tuple(sorted(found, key=lambda f: (f.start, _RANK[f.level], f.rule, f.end)))


def example_document(example: str | Example) -> Document:
    """Make the document of a rule's example: Markdown when it opens with ``#``, plain text otherwise."""
    given = Example(text=example) if isinstance(example, str) else example
    markdown = given.text.startswith("#")
    if markdown:
        from generator.readers.markdown import read_markdown

        draft = read_markdown(given.text, "例句.md")
    else:
        from generator.readers.text import read_text_draft

        draft = read_text_draft(given.text, "例句.txt")
    document = text_document(draft, given.text, "例句.md" if markdown else "例句.txt")
    brief = None
    if given.brief:
        from generator.brief.reading import parse_brief

        brief = parse_brief(given.brief, "例句.yml")
        if not given.text:
            from generator.checking.opening import brief_document

            return brief_document(given.brief, "例句.yml")
    return replace(document, notes=given.notes, brief=brief)


def _finding(document: Document, rule: Rule, hit: Hit) -> Finding:
    words = dict(hit.words)
    message = _WORD.sub(lambda match: words.get(match[1], match[0]), rule.message)
    found = document.text[hit.start : hit.end]
    return Finding(document.where(hit.start), rule.name, rule.level, message, found, hit.start, hit.end, hit.mend)
