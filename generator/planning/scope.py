"""What a phrase can see when it is chosen: slot values, cue text, kinds, counts."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.draft import Text, plain


class Scope(Struct, frozen=True):
    """The surroundings of one sentence.

    ``cues`` is the drafter's text that ``holds`` and ``lacks`` look into; ``kinds`` are those of the facts at hand; ``count`` is
    the number of items of the section; ``sections`` are those that the plan speaks about.
    """

    values: Mapping[str, Text]
    place: str
    section: str = ""
    cues: str = ""
    kinds: frozenset[str] = frozenset()
    count: int = 0
    sections: frozenset[str] = frozenset()
    number: str = ""

    def within(
        self,
        place: str,
        values: Mapping[str, Text],
        *,
        cues: str | None = None,
        kinds: frozenset[str] | None = None,
        count: int | None = None,
        section: str | None = None,
        number: str | None = None,
    ) -> Scope:
        """Give the scope of something inside this one; empty values hide nothing."""
        return replace(
            self,
            place=place,
            values={**self.values, **{name: value for name, value in values.items() if value}},
            cues=self.cues if cues is None else cues,
            kinds=self.kinds if kinds is None else kinds,
            count=self.count if count is None else count,
            section=self.section if section is None else section,
            number=self.number if number is None else number,
        )

    def without(self, *names: str) -> Scope:
        """Give this scope with some values taken away."""
        return replace(self, values={name: value for name, value in self.values.items() if name not in names})

    def shown(self, name: str) -> str:
        """Give the value of a slot as plain text, empty when it has none."""
        return plain(self.values.get(name, ()))
