"""From a finished speech into the drafter's own bank: what she wrote or kept, without what the shipped bank says already."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.bank import Bank
from generator.errors import fail
from generator.mining.batch import mine_into
from generator.mining.filing import Filed
from generator.mining.merge import Index
from generator.mining.mine import mine_text
from generator.readers.documents import raw_text

_BLANK: Final = "待补"


class Learnt(Struct, frozen=True):
    """What was filed, how many sentences the shipped bank has already, and how many were not taken."""

    filed: Filed
    shipped: int
    refused: int


def learn(final: Path, into: Path, shipped: Bank) -> Learnt:
    """Mine the finished speech *final* into the bank *into*. Raises UserError when it cannot be read or has open blanks."""
    raw = raw_text(final)
    if f"〔{_BLANK}" in raw:
        raise fail(str(final), "稿子里还有待补的空", "定了稿的讲话", "补齐再学，免得把半句话收进去")
    mined = mine_text(raw, final.name)
    taken = [pattern for pattern in mined.patterns if not pattern.refused]
    known = Index(("", phrase.text) for phrase in shipped.phrases.values())  # whatever move it made there
    new = tuple(pattern for pattern in taken if known.like("", pattern.text) is None)
    filed = mine_into(iter([replace(mined, patterns=new)]), into)
    return Learnt(filed, len(taken) - len(new), len(mined.patterns) - len(taken))
