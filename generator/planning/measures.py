"""What is said of one measure: who is in charge, the duties, and the remark that takes up a word of the last of them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from generator.brief.schema import Brief, Item
from generator.draft import Text, plain
from generator.planning.choose import Chooser
from generator.planning.duties import Placed, by_date, runs_on, shape, speak
from generator.planning.facts import duty_text
from generator.planning.plan import KEEP, Sentence
from generator.planning.scope import Scope
from generator.planning.text import closed, computed, length
from generator.vocabulary import grammar

_LONGEST_LEAD_IN = 36  # characters of who does it that can run on into what he does
_CUTS = 40.0  # taken from the weight of a remark between two duties
_RUN_ON = frozenset({"动宾", "行动"})  # kinds of duty that who does it can run on into


def speak_duties(item: Item, place: str, scope: Scope, brief: Brief, chooser: Chooser) -> tuple[Sentence, ...]:
    """Say who is in charge of a measure, in a sentence of his own or running on into what he does, and its duties by date."""
    placed = _placed(item, place, brief)
    written: tuple[Sentence, ...] = ()
    lead_in: Text = ()
    who = scope.values.get("分工")
    first = placed[0].duty if placed else None
    if who and first and not (first.inherited or first.spoken):  # somebody else does the first
        his = [entry.duty.inherited for entry in placed if not entry.duty.spoken]
        if sum(his) > 1 and his == sorted(his):  # and he all the rest
            lead_in = computed(grammar().rest, "分工") + who + computed("，", "标点")
    elif who:
        text = _in_charge(placed, scope, who, chooser)
        if plain(text).endswith("，") and length(text) <= _LONGEST_LEAD_IN:
            lead_in = text
        else:
            written = (Sentence(closed(text), KEEP, scope.section),)
    inner = scope.without("分工")
    return (*written, *speak(placed, inner, chooser, lead_in, named=bool(written or lead_in)))


def answering(item: Item, place: str, scope: Scope, brief: Brief) -> Scope:
    """Give the scope in which a measure looks back to its problem before its duties: it hears what the first of them is like."""
    placed = _placed(item, place, brief)
    return scope.within(scope.place, {}, kinds=shape(placed[0].duty)) if placed else scope


def remark(item: Item, place: str, scope: Scope, brief: Brief, chooser: Chooser, *, extra: bool) -> Sentence | None:
    """Take up a word of the last duty, of an earlier one only where length is wanting: that cuts the duties in two.

    None where the 分项 have their own, or where a measure is tied to a model.
    """
    if item.parts or scope.values.get("榜样"):
        return None
    duties = [entry.duty for entry in _placed(item, place, brief)]
    heard = scope.within(scope.place, {}, cues=duty_text(duties[-1:])) if duties else scope
    chosen = chooser.choose("echo", heard, extra=extra)
    if chosen or len(duties) < 2:
        return chosen
    cutting = chooser.choose("echo", scope.within(scope.place, {}, cues=duty_text(duties[:-1])), extra=extra)
    return cutting and replace(cutting, weight=cutting.weight - _CUTS)


def _placed(item: Item, place: str, brief: Brief) -> tuple[Placed, ...]:
    return by_date(item, place, brief.meeting.time if brief.meeting else None)


def _in_charge(placed: Sequence[Placed], scope: Scope, who: Text, chooser: Chooser) -> Text:
    """Say who is in charge of a measure; words that end in a comma can run on into its first duty."""
    kinds = shape(placed[0].duty) if placed else scope.kinds
    if placed and not runs_on(placed[0].duty):
        kinds -= _RUN_ON
    alone = all(entry.duty.inherited or entry.duty.spoken for entry in placed)
    whose = scope if alone else scope.without("问题")  # a problem that others work at too is not his
    whose = whose.within(scope.place, {}, kinds=kinds)
    for role in ("who-answer", "who"):
        chosen = chooser.choose(role, whose, must=("分工",))
        if chosen:
            return chosen.text
    return computed("由", "分工") + who + computed("，", "标点")
