"""Where each phrase of a draft came from, in words: for ``--annotate``."""

from __future__ import annotations

from dataclasses import replace

from generator.draft import Block, Draft, Origin, Span
from generator.phrasebank import Bank
from generator.vocabulary import roles


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
