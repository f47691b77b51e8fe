"""Where a draft came from: each phrase in words, for ``--annotate``; the whole as ids and hashes, kept in the .docx."""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec
from msgspec.structs import replace

from generator.bank import Bank
from generator.brief.schema import Brief
from generator.draft import Block, Draft, Origin, Span
from generator.outline import Outline
from generator.vocabulary import roles

# Names of the custom properties of a .docx; that of the text's hash is docx_text.HASH_PROPERTY.
BRIEF_HASH: Final = "jianggao-brief-sha256"
OUTLINE_ID: Final = "jianggao-outline"
OUTLINE_HASH: Final = "jianggao-outline-sha256"
BANK_HASH: Final = "jianggao-bank-sha256"


def made_from(brief: Brief, outline: Outline, bank: Bank) -> tuple[tuple[str, str], ...]:
    """Give what a draft was made from as names and values of properties: hashes in hex, nothing of the content.

    Equal content gives equal hashes, however the files are written.
    """
    return (
        (BRIEF_HASH, _hash(msgspec.json.encode(brief, order="sorted"))),
        (OUTLINE_ID, outline.front.id),
        (OUTLINE_HASH, _hash(msgspec.json.encode((outline.front, outline.body), order="sorted"))),
        (BANK_HASH, bank.identity),
    )


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def with_provenance(draft: Draft, bank: Bank) -> Draft:
    """Put the source of every phrase behind its id; judgements that go beyond the brief are marked 断语."""
    return Draft(tuple(_block(block, bank) for block in draft.blocks))


def _block(block: Block, bank: Bank) -> Block:
    return replace(block, text=tuple(_span(span, bank) for span in block.text))


def _span(span: Span, bank: Bank) -> Span:
    phrase = bank.phrases.get(span.origin.ref) if span.origin.kind == "phrase" else None
    if phrase is None:
        return span
    source = "自写" if phrase.own else phrase.source
    mark = "；断语，任务单里没有，用前想一想" if roles()[phrase.role].judges else ""
    note = f"{span.origin.ref}（{roles()[phrase.role].meaning}；{source}{mark}）"
    return Span(span.text, Origin("phrase", note))
