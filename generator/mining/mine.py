"""From one document's text to units, patterns and heading families; every step a pure function of the text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.mining.abstract import Pattern, patterns
from generator.mining.cleaning import clean
from generator.mining.cleaning.lines import Change
from generator.mining.families import MinedFamily, families
from generator.mining.label import Labelled, label
from generator.mining.subject import subject_of
from generator.mining.units import cut


class Mined(Struct, frozen=True):
    """What one document gave."""

    document: str
    topic: str
    units: tuple[Labelled, ...]
    dropped: tuple[tuple[int, str], ...]
    changes: tuple[Change, ...]
    patterns: tuple[Pattern, ...]
    families: tuple[MinedFamily, ...]

    def slim(self) -> Mined:
        """Leave out what a bank does not need: the units, what cleaning changed, the sentences that were refused."""
        kept = tuple(pattern for pattern in self.patterns if not pattern.refused)
        return replace(self, units=(), dropped=(), changes=(), patterns=kept)


def mine_text(raw: str, document: str) -> Mined:
    """Mine the text *raw* of the document named *document* (a name for sources, never a cue)."""
    cleaned = clean(raw)
    broken = any(change.step == "tail" for change in cleaned.changes)
    units = label(cut(cleaned.lines), broken=broken)
    subject = subject_of(units, document)
    found = patterns(units, subject)
    sets = tuple(families(units, subject.topic, document))
    return Mined(document, subject.topic, units, cleaned.dropped, cleaned.changes, found, sets)


def unit_rows(mined: Mined, *, noise: bool) -> Iterator[dict[str, object]]:
    """Give the rows of ``--format units``: {document, n, text, move, level, place}; noise has n 0."""
    part = point = 0
    for n, one in enumerate(mined.units, 1):
        if one.unit.level == 1:
            part, point = part + 1, 0
        elif one.unit.level == 2:
            point += 1
        place = "开头" if not part else f"{part}/{point}" if point else f"{part}"
        yield {
            "document": mined.document, "n": n, "text": one.unit.text, "move": one.move, "level": one.unit.level,
            "place": f"{place}#{one.unit.paragraph}",
        }  # fmt: skip
    for _, text in mined.dropped if noise else ():
        yield {"document": mined.document, "n": 0, "text": text, "move": "noise", "level": 0, "place": ""}
