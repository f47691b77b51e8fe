"""Who is in the hall: units that spoke or were praised and that a problem names again, and the listeners the speech turns to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.brief.schema import Brief, Item
from generator.draft import Text, plain
from generator.planning.calendar import Duties, all_duties, is_one_day
from generator.planning.choose import Chooser
from generator.planning.duties import in_hand
from generator.planning.facts import blamed
from generator.planning.plan import Sentence
from generator.planning.scope import Scope
from generator.planning.text import computed, counted, join, length, said
from generator.vocabulary import grammar

_PRAISED = "样板单位"
_MODELS = ("经验单位", _PRAISED)
_FEW_WORDS = 36  # characters of a duty that are said once more to those who have it in hand
_HEARD = ("检讨单位", "表态单位", "经验单位", _PRAISED)


def heard_before(brief: Brief, number: int, named: Text) -> dict[str, Text]:
    """Give, by slot, the units heard before that the problem with this *number* is the first to name.

    A unit that spoke is in the slot of what it did (检讨单位, 表态单位, 经验单位); one only praised is in 样板单位, and counts for the one
    of the units *named*, a span each, that it belongs to (溪桥县工业园 for 溪桥县).
    """
    units = [span.text for span in named]
    here, earlier = _told(brief.problems[number - 1]), "".join(map(_told, brief.problems[: number - 1]))
    found: dict[str, list[Text]] = {}
    seen: set[str] = set()
    for slot, who, place in _heard(brief):
        unit = next((unit for unit in units if slot == _PRAISED and who.startswith(unit)), who)
        if slot in _MODELS and units and unit not in units:
            continue
        if unit in here and unit not in earlier and unit not in seen:
            seen.add(unit)
            found.setdefault(slot, []).append(said(unit, place))
    return {slot: join(units, "、") for slot, units in found.items()}


def without_praised(brief: Brief, named: Text) -> Text:
    """Leave out of the units *named*, a span each, the models that others come before: it would be the wrong ones to press."""
    models = [who for slot, who, _ in _heard(brief) if slot in _MODELS]
    return tuple(
        unit for at, unit in enumerate(named) if at == 0 or not any(who.startswith(unit.text) for who in models)
    )


def praised(scope: Scope) -> bool:
    """Whether a problem names units that are told they do well elsewhere: then those who do worse are to be told something too."""
    return any(scope.shown(slot) for slot in _MODELS)


def callbacks(chooser: Chooser, scope: Scope) -> tuple[Sentence, ...]:
    """Tie a problem to each unit heard before that it names, in one sentence or several."""
    written: list[Sentence] = []
    while chosen := chooser.choose("callback", scope):
        written.append(chosen)
        told = plain(chosen.text)
        scope = scope.without(*(slot for slot in _HEARD if scope.shown(slot) and scope.shown(slot) in told))
    return tuple(written)


def addresses(brief: Brief, chooser: Chooser, scope: Scope) -> tuple[Sentence, ...]:
    """Say a word to each kind of listener (听众), once in a speech."""
    if chooser.roles_used["address"]:
        return ()
    audience = brief.meeting.audience if brief.meeting else ()
    places = [(f"会议/听众/{number}", who) for number, who in enumerate(audience, 1)]
    peers = f"{brief.level}领导"
    duties = all_duties(brief)
    inner = (
        scope.within(
            place,
            {"在座": _called(who, place), "手头事": _in_hand(duties, who)},
            cues=f"{who}\n同级领导" if peers in who else who,
        )
        for place, who in places
    )
    chosen = [sentence for each in inner if (sentence := chooser.choose("address", each))]
    several = scope.within(scope.place, {"项数": counted(len(chosen), "项数")}, count=len(chosen))
    lead = chooser.choose("lead-address", several)
    return (*((lead,) if lead else ()), *chosen)


def _in_hand(duties: Duties, who: str) -> Text:
    """Say the first dated duty that listeners alone are in charge of, empty where there is none or it is long to say."""
    for entry, item in duties:
        duty = entry.duty
        doing = duty.lead or duty.in_charge or item.lead or item.in_charge
        if entry.due.dated and is_one_day(entry.due.called) and len(doing) == 1 and who.startswith(doing[0]):
            told = in_hand(entry)
            if length(told) <= _FEW_WORDS:
                return told
    return ()


def _called(who: str, place: str) -> Text:
    """Give the words in which listeners are spoken to: 各位乡镇长."""
    words = grammar()
    each = computed(words.each_of, "听众") if who.startswith(words.called_together) else ()
    return each + said(who, place)


def _heard(brief: Brief) -> Iterator[tuple[str, str, str]]:
    """Go through those who have spoken, then those praised: slot, unit, place in the brief."""
    agenda = brief.meeting.agenda if brief.meeting else ()
    for number, entry in enumerate(agenda, 1):
        if entry.speech:
            break
        slot = next((slot for word, slot in grammar().spoke.items() if word in (entry.do or "")), None)
        yield from ((slot, unit, f"会议/议程/{number}/谁") for unit in entry.who if slot)
    for number, item in enumerate(brief.models, 1):
        if item.unit:
            yield _PRAISED, item.unit, f"典型/{number}/单位"


def _told(problem: Item) -> str:
    """Give the words in which a problem may name units: those of its facts, but for facts that name nobody."""
    facts = () if problem.unnamed else (fact for fact in problem.facts if not fact.unnamed)
    return "\n".join(word for fact in facts for word in (fact.say, blamed(fact)) if word)
