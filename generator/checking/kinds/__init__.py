"""The closed set of kinds: what a rule's ``kind`` may say. One module a family."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.checking.kinds.calendar import Calendar
from generator.checking.kinds.figures import Conflict, Roster, Sum
from generator.checking.kinds.headings import Parallel, Presence, Share
from generator.checking.kinds.material import Material
from generator.checking.kinds.numbers import Agreement, Numbering
from generator.checking.kinds.page import Glyphs, Layout
from generator.checking.kinds.pairs import Order, Pair
from generator.checking.kinds.repeats import Repetition
from generator.checking.kinds.setphrases import SetPhrases
from generator.checking.kinds.words import Count, Density, Existence, Substitution
from generator.checking.rule import Rule

KINDS: Final[Mapping[str, type[Rule]]] = {
    "existence": Existence,
    "substitution": Substitution,
    "count": Count,
    "density": Density,
    "repetition": Repetition,
    "pair": Pair,
    "order": Order,
    "numbering": Numbering,
    "agreement": Agreement,
    "parallel": Parallel,
    "presence": Presence,
    "share": Share,
    "roster": Roster,
    "sum": Sum,
    "conflict": Conflict,
    "calendar": Calendar,
    "material": Material,
    "set-phrases": SetPhrases,
    "layout": Layout,
    "glyphs": Glyphs,
}
