"""What a plan remembers from outside its brief: the phrases that the drafter keeps, and those of former speeches."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class Memory(Struct, frozen=True):
    """``pins``: place -> ids of the phrases kept there. ``former``: id -> how many former speeches used it."""

    pins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    former: Mapping[str, int] = field(default_factory=dict)
