"""What an item looks back to: the problems it answers (回应), the result it goes on from (接), the one it is held against (对照)."""

from __future__ import annotations

import re

from generator.brief.schema import Brief, Duty, Item
from generator.draft import Text
from generator.outline import FrontMatter
from generator.planning.duties import by_date
from generator.planning.facts import cue_text, duty_text
from generator.planning.heard import without_praised
from generator.planning.text import join, said
from generator.slots import HAN
from generator.vocabulary import grammar

_LONGEST_CAUSE, _LONGEST_FACT = 20, 24
_SAME_WORDS = 2  # pairs of characters in common from which two facts speak of one thing
_MOST_NAMED = 4  # a longer list of units does not make the subject of a sentence
_NAMED = re.compile(rf"^(.*?(?:{HAN}|）))\d[\d.]*{HAN}*$")


def answered(item: Item, brief: Brief, place: str, front: FrontMatter) -> dict[str, Text]:
    """Give, by slot, what a measure can say of the problems it answers: their 要点, cause, a fact, the units they name."""
    return {
        "问题": _points(item, brief, place),
        "问题原因": _cause(item, brief, place),
        "问题实情": _fact(item, brief, place),
        "问题点名": _units(item, brief, front),
    }


def held_against(item: Item, brief: Brief) -> Item | None:
    """Give the achievement that a problem names in 对照."""
    named = (other for other in brief.achievements if item.against and item.against in (other.point, other.id))
    return next(named, None)


def named_units(item: Item, place: str, front: FrontMatter) -> Text:
    """Give the units that an item names, a span each; none where they are too many to speak to."""
    if "名单" in front.withhold:
        return ()
    units: dict[str, Text] = {}
    for number, fact in enumerate(item.facts, 1):
        for entry in (fact.names or "").replace("，", "、").split("、"):
            found = _NAMED.match(entry)
            unit = found[1] if found else entry
            if unit and not unit.startswith(("其余", "其他")) and not unit.endswith(grammar().not_units):
                units.setdefault(unit, said(unit, f"{place}/事实/{number}"))
    if not units and item.unit and not item.unnamed:
        return said(item.unit, f"{place}/单位")
    return sum(units.values(), ()) if len(units) <= _MOST_NAMED else ()


def _points(item: Item, brief: Brief, place: str) -> Text:
    if item.answers in ((), ("全部",)):
        return ()
    points = [p.point or "" for answer in item.answers for p in brief.problems if answer in (p.point, p.id)]
    return join([said(point, f"{place}/回应") for point in points if point], "、")


def _problems(item: Item, brief: Brief) -> list[tuple[int, Item]]:
    """Give the problems that a measure answers by name, with their numbers."""
    numbered = enumerate(brief.problems, 1)
    return [(number, problem) for number, problem in numbered if {problem.point, problem.id} & set(item.answers)]


def _cause(item: Item, brief: Brief, place: str) -> Text:
    """Give the cause of the one problem that a measure answers, where it is short and the duties do meet it."""
    answered = _problems(item, brief)
    if len(answered) != 1:
        return ()
    _, problem = answered[0]
    cause = problem.cause or (problem.facts[0].because if len(problem.facts) == 1 else None) or ""
    short = cause and len(cause) <= _LONGEST_CAUSE and not any(mark in cause for mark in "；：。")
    return said(cause, f"{place}/回应") if short and _met(cause, problem, item) else ()


def _met(cause: str, problem: Item, measure: Item) -> bool:
    """Whether the duties take up a word of the cause that is more than what the problem itself is about."""
    words = {cause[at : at + 2] for at in range(len(cause) - 1)}
    told = "".join((problem.point or "", *(fact.say for fact in problem.facts)))
    duties = duty_text(measure)
    light = grammar().light_words
    return any(
        word in duties and word not in told and word.isalpha() and not any(char in light for char in word)
        for word in words
    )


def _fact(item: Item, brief: Brief, place: str) -> Text:
    """Give a short fact of the problems that a measure answers of which the first duty takes up figure and matter: 42个冷库闲着19个."""
    facts = (fact for _, problem in _problems(item, brief) for fact in problem.facts if not fact.unnamed)
    told = (clause for fact in facts for clause in (fact.say, fact.say.partition("，")[0]))
    words = grammar()
    whole = (
        text
        for text in told
        if len(text) <= _LONGEST_FACT
        and not text.startswith(words.continuers)
        and not text.endswith(words.clause_openers)
    )
    when = brief.meeting.time if brief.meeting else None
    first = next((entry.duty for entry in by_date(item, place, when)), None)
    found = next((text for text in whole if first and _takes_up(first, text)), None)
    return said(found, f"{place}/回应") if found else ()


def same_matter(achievement: Item, problem: Item) -> str:
    """Give the clause of an achievement's facts, with a figure, that shares most words with the problem's; "" without one."""
    told = "".join(fact.say for fact in problem.facts)
    clauses = (clause for fact in achievement.facts for clause in re.split("[，；]", fact.say))
    short = [
        c for c in clauses if len(c) <= _LONGEST_FACT and re.search(r"\d", c) and not c.startswith(grammar().continuers)
    ]
    best = max(short, key=lambda clause: len(_shared(clause, told)), default="")
    return best if best not in told and len(_shared(best, told)) >= _SAME_WORDS else ""


def _shared(text: str, other: str) -> set[str]:
    """Give the words of two characters, none of them light, that a text has in common with another."""
    light = grammar().light_words
    words = {text[at : at + 2] for at in range(len(text) - 1)}
    return {
        word for word in words if word in other and re.fullmatch(f"{HAN}{{2}}", word) and not set(light) & set(word)
    }


def _takes_up(duty: Duty, fact: str) -> bool:
    """Whether a duty holds a figure of the fact, with its measure word, and a word of its matter."""
    told = duty.do + (duty.target or "")
    figures = [found[0] for found in re.finditer(rf"\d[\d.]*(万|亿)?{HAN}", fact)]
    words = [fact[at : at + 2] for at in range(len(fact) - 1) if re.fullmatch(f"{HAN}{{2}}", fact[at : at + 2])]
    counted_there = any(re.search(rf"(?<![\d.]){re.escape(figure)}", told) for figure in figures)
    return counted_there and any(word in told for word in words)


def _units(item: Item, brief: Brief, front: FrontMatter) -> Text:
    """Give the units that the problems a measure answers name; empty where they are too many to speak to."""
    units: dict[str, Text] = {}
    for number, problem in _problems(item, brief):
        units |= {unit.text: (unit,) for unit in without_praised(brief, named_units(problem, f"问题/{number}", front))}
    return join(units.values(), "、") if len(units) <= _MOST_NAMED else ()


def continued(item: Item, brief: Brief, place: str) -> Text:
    """Give the figure of the achievement that a measure goes on from (接) which one of its duties counts too."""
    for other in brief.achievements:
        if item.continues and item.continues in (other.point, other.id):
            done = _done(cue_text(other), item)
            return said(done, f"{place}/接") if done else ()
    return ()


def _done(told: str, item: Item) -> str:
    """Find the achieved figure that shares its measure word and noun with a duty: 86公里 for 剩余34公里老旧管网."""
    for duty in item.duties:
        for found in re.finditer(r"\d[\d.]*(万|亿)?(\S{1,2})", duty.do):
            same = re.search(rf"\d[\d.]*(万|亿)?{re.escape(found[2][:2])}", told)
            if same:
                return same[0]
    return ""
