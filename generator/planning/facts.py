"""Facts into sentences: the marks between facts are ours, the words inside one are the drafter's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from generator.brief.schema import Duty, Fact, Item
from generator.draft import Text, plain
from generator.planning.text import BREATH, computed, join, said
from generator.vocabulary import grammar, kind_patterns

_AMISS = frozenset({"事故", "暗访", "超期", "缺口"})
"""Kinds of fact that tell of something amiss."""


class Told(Struct, frozen=True):
    """A fact as it will be said: its words, its kinds (given or guessed), and the cause that follows it."""

    text: Text
    kinds: frozenset[str]
    because: Text = ()
    named: bool = False
    """Whether it ends on the units that share its figure."""


def kinds_of(fact: Fact) -> frozenset[str]:
    """Give a fact's kind, guessed from its words where the brief is silent, and the finer kinds that go with it."""
    guessed = [name for name, pattern in kind_patterns() if pattern.search(fact.say)]
    found: set[str] = {fact.kind} if fact.kind else {next((name for name in guessed if name != "不点名"), "做法")}
    if fact.unnamed or "不点名" in guessed:
        found.add("不点名")
    if "超期" in guessed:
        found.add("超期")
    return frozenset(found)


def blamed(fact: Fact) -> str:
    """Give the 名单 of a fact that tells of something amiss, "" where it only says how the figures lie."""
    wrong = kinds_of(fact) & _AMISS or any(word in fact.say for word in grammar().amiss)
    return fact.names or "" if wrong else ""


def tell(facts: Sequence[Fact], place: str, withheld: frozenset[str] = frozenset()) -> tuple[Told, ...]:
    """Give the facts of one item, in order, less the kinds and keys that the genre withholds."""
    told: list[Told] = []
    for number, fact in enumerate(facts, 1):
        kinds = kinds_of(fact)
        if kinds & withheld:
            continue
        at = f"{place}/事实/{number}"
        pieces = [said(fact.say, at)]
        if fact.names and "名单" not in withheld:
            listed = any(char.isdigit() for char in fact.names)
            lead = () if listed else computed(grammar().names_lead, "名单")
            pieces.append(lead + said(fact.names, at))
        if fact.breakdown:
            pieces.append(said(fact.breakdown, at))
        because = said(fact.because, at) if fact.because and "因" not in withheld else ()
        told.append(Told(join(pieces, "，"), kinds, because, named=len(pieces) > 1))
    return tuple(told)


def run_on(told: Iterable[Told | Text]) -> Text:
    """Join facts into one run of clauses without an end mark.

    Short single clauses take ，; facts that hold a ， of their own take ；, and 。 where the run would be too long for a breath. A
    fact that continues the one before it (其中…) takes ，, and 。 behind a list of units: it would be heard of the last of them.
    """
    texts = [entry.text if isinstance(entry, Told) else entry for entry in told]
    named = [isinstance(entry, Told) and entry.named for entry in told]
    heavy = any("，" in plain(text) for text in texts) or sum(len(plain(text)) for text in texts) > BREATH
    joined: Text = ()
    for text, behind_units in zip(texts, [False, *named], strict=False):
        shown = plain(text)
        if joined:
            breath = len(plain(joined).rpartition("。")[2]) + len(shown)
            if shown.startswith(grammar().continuers):
                mark = "。" if behind_units else "，"
            else:
                mark = "，" if not heavy else "；" if breath <= BREATH else "。"
            mark = "" if plain(joined).endswith("？") else mark
            joined += computed(mark, "标点") if mark else ()
        joined += text
    return joined


def clusters(told: Sequence[Told]) -> tuple[tuple[Told, ...], ...]:
    """Split facts where a sentence has to end: round a fact with a cause of its own, that the cause be heard as that fact's alone.

    A fact that continues the one before it (其中…) stays with it.
    """
    groups: list[list[Told]] = [[]]
    for entry in told:
        if entry.because and not plain(entry.text).startswith(grammar().continuers):
            groups.append([])
        groups[-1].append(entry)
        if entry.because:
            groups.append([])
    return tuple(tuple(group) for group in groups if group)


def cue_text(item: Item) -> str:
    """Give all of an item's words, for ``holds`` to look into."""
    facts = [word for fact in item.facts for word in (fact.say, fact.names, fact.because, fact.breakdown) if word]
    own = [word for word in (item.point, item.heading, item.cause, item.praise) if word]
    return "\n".join([*own, *facts, duty_text(item.duties), *(cue_text(part) for part in item.parts)])


def duty_text(duties: Iterable[Duty]) -> str:
    """Give the words of duties."""
    return "\n".join(
        word
        for duty in duties
        for word in (duty.do, duty.target, duty.check, duty.or_else, *duty.how, *(role for role, _ in duty.roles))
        if word
    )
