"""From a brief to a draft: the spine, in one place. Reading, planning and arranging; writing is the writers' business."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.arrange import arrange
from generator.bank import Bank, load_bank
from generator.brief import keys
from generator.brief.defaults import with_defaults
from generator.brief.places import locate
from generator.brief.reading import read_brief
from generator.brief.schema import Brief
from generator.brief.softening import soften
from generator.brief.splitting import split_points
from generator.draft import Draft
from generator.errors import Problem, UserError, Where
from generator.levels import levels
from generator.outline import Outline, find_outline
from generator.planning.compose import Plans, make_plan
from generator.planning.memory import Memory
from generator.planning.plan import Plan
from generator.settings import Settings


class Generated(Struct, frozen=True):
    """A draft with all that it was made from; the summary reads the rest."""

    draft: Draft
    plan: Plan
    brief: Brief
    outline: Outline
    bank: Bank
    settings: Settings


def generate_draft(
    path: Path | str,
    settings: Settings | None = None,
    banks: Sequence[Path] = (),
    seed: int = 0,
    outline: str | None = None,
    memory: Memory | None = None,
) -> Generated:
    """Make the draft of the brief at *path*, by another *outline* than its own if given.

    Raises UserError for anything wrong in brief, outline or bank.
    """
    path = Path(path)
    brief, bank = read_brief(path), load_bank(*banks)
    if outline is not None:
        brief = msgspec.structs.replace(brief, outline=outline)
    try:
        return draft_from(brief, settings or Settings(), bank, seed, path.parent, memory)
    except UserError as error:
        raise UserError(in_file(each, lambda place: locate(path, place)) for each in error.problems) from error


def in_file(problem: Problem, find: Callable[[str], Where]) -> Problem:
    """Give a problem that names a place of the brief (提纲, 要求/骨架) what *find* knows: its line in the file."""
    place = problem.where.file
    named = problem.where.line == 0 and place.split("/", 1)[0] in keys.BRIEF.names()
    return problem._replace(where=find(place)) if named else problem


def draft_from(
    brief: Brief,
    settings: Settings,
    bank: Bank,
    seed: int = 0,
    near: Path | None = None,
    memory: Memory | None = None,
    plans: Plans | None = None,
) -> Generated:
    """Make a draft from a brief already read; *near* is the folder that an outline's path is taken from.

    *memory* holds the phrases that the drafter keeps and those that former speeches used; *plans* is as for :func:`make_plan`.
    """
    outline = find_outline(brief.outline, near)
    front = outline.front
    full = with_defaults(split_points(brief), front.name, levels(), meeting=front.meeting, speech=front.speech)
    if "名单" in front.withhold:
        full = soften(full, levels()[full.level])
    plan = make_plan(full, outline, bank, settings.rate, seed, memory, plans)
    return Generated(arrange(plan, outline), plan, full, outline, bank, settings)
