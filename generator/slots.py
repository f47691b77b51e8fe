"""Slots: the ``{{名字}}`` gaps of a phrase. Plain substitution; phrases are not code.

A slot that a phrase uses twice carries a digit (``{{主体1}}``, ``{{主体2}}``); the name without it is looked up.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

HAN = r"[^\W\d_a-zA-Z]"  # a Chinese character, as a piece of a pattern: a range such as [一-鿿] takes 1 ms to compile
_SLOT = re.compile(r"\{\{([^{}]*)\}\}")


class Gap(Struct, frozen=True):
    """A slot inside a pattern."""

    name: str

    @property
    def word(self) -> str:
        """The name in the vocabulary: without the digit that tells two uses apart."""
        return self.name.rstrip("0123456789")


@lru_cache(maxsize=8192)
def pieces(pattern: str) -> tuple[str | Gap, ...]:
    """Split a pattern into its literal texts and gaps, in order, no literal empty."""
    split = _SLOT.split(pattern)
    return tuple(Gap(piece.strip()) if index % 2 else piece for index, piece in enumerate(split) if index % 2 or piece)


def gaps(pattern: str) -> tuple[Gap, ...]:
    """Give the gaps of a pattern in order."""
    return tuple(piece for piece in pieces(pattern) if isinstance(piece, Gap))


def literal(pattern: str) -> str:
    """Give the pattern's own words, gaps left out."""
    return "".join(piece for piece in pieces(pattern) if isinstance(piece, str))
