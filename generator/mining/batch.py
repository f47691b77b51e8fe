"""Many documents: read, mined one by one, their phrases merged as they come, so that memory grows with the phrases only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from generator.errors import Problem, UserError
from generator.mining.families import MinedFamily
from generator.mining.filing import Filed, Filing
from generator.mining.merge import Merging
from generator.mining.mine import Mined, mine_text
from generator.readers.documents import raw_text

_SAVE_EVERY: Final = 200  # documents, or a fifth of those done: writing the bank again and again stays cheap


@dataclass(slots=True)
class Batch:
    """What a run did: documents mined, and the problems of those that could not be read."""

    mined: int = 0
    problems: list[Problem] = field(default_factory=list)


def mine_files(files: Sequence[Path], batch: Batch) -> Iterator[Mined]:
    """Mine *files* in order; one that cannot be read is noted in *batch*, the others go on."""
    for path in files:
        try:
            raw = raw_text(path)
        except UserError as error:
            batch.problems.extend(error.problems)
            continue
        batch.mined += 1
        yield mine_text(raw, path.name)


def mine_into(documents: Iterator[Mined], bank: Path) -> Filed:
    """File the phrases of *documents* into *bank*; what was mined before an interruption is filed all the same."""
    filing, filed, merging = Filing(bank), Filed(), Merging()
    waiting: list[str] = []
    families: list[MinedFamily] = []

    def save() -> None:
        for family in families:
            filing.put_family(family, filed)
        for one in merging.take():
            filing.put(one, filed)
        filing.put_added(waiting, filed)
        filing.save()
        waiting.clear()
        families.clear()

    try:
        for done, mined in enumerate(documents, 1):
            merging.add(pattern for pattern in mined.patterns if not pattern.refused)
            families += mined.families
            waiting.append(mined.document)
            if len(waiting) >= max(_SAVE_EVERY, done // 5):
                save()
    finally:
        save()
    return filed
