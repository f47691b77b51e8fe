"""What a YAML file holds, with the place of every key and value; :mod:`generator.source` reads it."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from generator.errors import Where

Style: TypeAlias = Literal["plain", "single", "double", "literal", "folded"]
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(Struct, frozen=True):
    """A piece of text. ``value`` is the source text; quotes are off and folded lines are joined."""

    value: str
    where: Where
    style: Style = "plain"

    @property
    def null(self) -> bool:
        """Whether nothing was given: no text at all, or a bare ``~`` or ``null``."""
        return self.style == "plain" and self.value in _NULLS


class Sequence(Struct, frozen=True):
    """A list. ``flow`` tells ``[a, b]`` from lines with dashes."""

    items: tuple[Node, ...]
    where: Where
    flow: bool = False


class Mapping(Struct, frozen=True):
    """Keys and values in the order of the file; no key occurs twice. ``flow`` tells ``{a: b}`` from lines."""

    entries: tuple[tuple[Scalar, Node], ...]
    where: Where
    flow: bool = False

    def get(self, name: str) -> Node | None:
        """Give the value of the key *name*, or None where the key is absent or has no value."""
        for key, value in self.entries:
            if key.value == name:
                return None if isinstance(value, Scalar) and value.null else value
        return None

    def key(self, name: str) -> Scalar | None:
        """Give the key *name* itself, for its place."""
        return next((key for key, _ in self.entries if key.value == name), None)


Node: TypeAlias = Scalar | Sequence | Mapping
