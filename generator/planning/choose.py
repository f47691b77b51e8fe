"""Choosing a phrase: what fits best, never the same twice, the same choice for the same seed.

A phrase is admitted when every condition it states is met and all its gaps can be filled; among those admitted the one that
takes up most of the matter at hand wins. Seed 0 is the best fit; another seed lets phrases that fit about as well take its place.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from generator.bank import Bank, Group
from generator.bank_index import conditions
from generator.draft import Origin, Span, Text
from generator.phrasebank import Phrase
from generator.planning.plan import KEEP, Choice, Rival, Sentence
from generator.planning.scope import Scope
from generator.planning.text import blank, computed
from generator.planning.wording import clauses, found, gap_words, has_words, opening, verbs
from generator.slots import Gap, gaps, pieces
from generator.topics import concerns, topic_words
from generator.vocabulary import hints, roles, said_once

# What makes a phrase fit better. Gaps that it fills from this very item tell most.
_SCORE_GAP, _SCORE_HOLDS, _SCORE_KIND, _SCORE_TOPIC, _SCORE_OUTLINE, _SCORE_TONE = 2.0, 6.0, 3.0, 4.0, 3.0, 1.0
_FAMILY_WEIGHT = 12
_CLAIMS = ("achievements", "shortcomings")  # what was done and what is wrong is the drafter's to say
Within = Callable[[str], bool]
"""Tells whether the drafter's text at hand holds something."""
Frames = Literal["none", "after", "only"]
_ALIKE = (
    7.0  # phrases whose scores differ by less, and that say as much of the brief, are drawn evenly under another seed
)
_SAME_OPENING, _SAME_VERB, _STALE = (
    3.0,
    0.5,
    12.0,
)  # what counts against a phrase: heard just now, used in a former speech
_ALIKE_ROLES = ("duty", "practice")  # what is said in the same form each time: 由……负责; 我们……
_JUST_NOW = 6  # sentences that an opening is remembered


class Chooser(Struct):
    """Holds what one speech has already said."""

    bank: Bank
    register: str
    outline: str
    topic: str
    tone: str | None = None
    avoid: tuple[str, ...] = ()
    seed: int = 0
    used: Counter[str] = field(default_factory=Counter)
    roles_used: Counter[str] = field(default_factory=Counter)
    clauses: set[str] = field(default_factory=set)
    spoken: set[str] = field(default_factory=set)
    groups: dict[str, list[Group]] = field(default_factory=dict)
    pins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    former: Mapping[str, int] = field(default_factory=dict)
    openings: list[str] = field(default_factory=list)
    verbs: frozenset[str] = frozenset()
    choices: list[Choice] = field(default_factory=list)
    words: dict[str, Text] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up, once, the words of the topic."""
        self.words = {slot: computed(word, "主题词表") for slot, word in topic_words(self.topic).items()}

    def adopt(self, name: str, role: str, text: str) -> None:
        """Take in a line of the heading family in use: where it fits, it comes first."""
        line = Phrase(text=text, role=role, source="own", weight=_FAMILY_WEIGHT, bare="joint")
        self._groups(role).append(Group.alone(name, line))

    def _groups(self, role: str) -> list[Group]:
        """Give the groups of phrases of a role that this speech could use at all."""
        if role not in self.groups:
            groups = self.bank.groups(role, self.register)
            self.groups[role] = [group for group in groups if self._suits(group.conditions)]
        return self.groups[role]

    def _heard(self, group: Group, place: str) -> list[tuple[str, Phrase]]:
        """Give the phrases of a group that are judged at *place*, those that the drafter keeps there among them."""
        heard = group.heard(f"{self.seed}\0{place}")
        kept = ((name, self.bank.phrases.get(name)) for name in self.pins.get(place, ()))
        here = [(name, phrase) for name, phrase in kept if phrase and conditions(phrase) == group.conditions]
        return [*here, *(entry for entry in heard if entry not in here)] if here else heard

    def choose(
        self,
        role: str,
        scope: Scope,
        *,
        skeleton: bool = False,
        frames: Frames = "none",
        extra: bool = False,
        must: tuple[str, ...] = (),
    ) -> Sentence | None:
        """Give the sentence that fits *role* best here, or None when none fits.

        *skeleton*: without material only joints may speak, and what carries a value of the brief. *frames*: whether frames,
        whose gaps become blanks, are admitted: not at all, when nothing else fits, or alone. *must*: slots that the phrase
        has to hold.
        """
        known = roles()[role]
        if known.most and self.roles_used[role] >= known.most:
            return None
        due = (name for name in known.carries if scope.values.get(name) and name not in self.spoken)
        must += tuple(name for name in due if name not in must)
        ranked = [] if frames == "only" else self._ranked(role, scope, must, bare=False)
        if skeleton:
            ranked = [entry for entry in ranked if must or _joins(entry[2])]
        if frames != "none":
            ranked = ranked or self._ranked(role, scope, (), bare=True)
        if extra and len(ranked) == 1 and self._passes_over(ranked[0][1], scope.place):
            return None
        for score, name, phrase in ranked:
            if extra and score <= 0:
                continue  # a sentence that only lengthens must fit; one that would fit anywhere is padding
            text = fill(phrase, name, self._with_topic_words(phrase, scope))
            if self._says_again(text, phrase):
                continue
            words = gap_words(phrase)
            carries = bool(words & (said_once() | set(must))) or any(s.origin.kind == "blank" for s in text)
            report = self.register == "通稿"  # has nothing to spare, and is never cut
            kept = carries or known.keep or report or name in self.pins.get(scope.place, ())
            if self.former.get(name) and not kept:
                continue  # better one sentence fewer than one that was heard last week
            self._remember(role, name, text)
            self.choices.append(
                Choice(name, scope.place, role, text, score, tuple(Rival(*entry) for entry in ranked), scope)
            )
            return Sentence(text, KEEP if kept else score - 50 if extra else score, scope.section)
        return None

    def _ranked(self, role: str, scope: Scope, must: tuple[str, ...], *, bare: bool) -> list[tuple[float, str, Phrase]]:
        within = partial(found, text=f"\n{scope.cues}")
        admitted = [
            (score - 10 * self._turns(phrase) - self._echoes(phrase) - _STALE * self.former.get(name, 0), name, phrase)
            for group in self._groups(role)
            if self._admits(group, scope, must, within, bare=bare)
            for score in (self._score(group, within),)
            for name, phrase in self._heard(group, scope.place)
            if self._free(name, phrase, scope.place)
        ]
        if bare:  # frames take turns in the order of their file
            return admitted
        pinned = self.pins.get(scope.place, ())
        ordered = sorted(admitted, key=lambda e: (e[1] not in pinned, -round(e[0], 3), self._tie(e[1], scope.place)))
        if not self.seed or not ordered or ordered[0][1] in pinned:
            return ordered
        best, _, first = ordered[0]
        carried = gap_words(first)
        alike = [e for e in ordered if e[0] >= best - _ALIKE and carried <= gap_words(e[2])]
        lots = sorted(alike, key=lambda e: _lot(e[1], scope.place))
        turn = self.seed % len(lots)  # seeds that follow each other never draw the same lot where there are two
        drawn = lots[turn:] + lots[:turn]
        return [*drawn, *(e for e in ordered if e not in drawn)]

    def _passes_over(self, name: str, place: str) -> bool:
        """Whether this seed goes without a sentence that only lengthens and has no rival: every second one, or drafts would share them."""
        kept = name in self.pins.get(place, ())
        return bool(self.seed) and not kept and int(_lot(f"{self.seed}\0{name}", place)[0], 16) % 2 == 1

    def _reserved(self, name: str, place: str) -> bool:
        """Whether the drafter keeps a phrase for another place."""
        return any(name in kept for at, kept in self.pins.items() if at != place)

    def _free(self, name: str, phrase: Phrase, place: str) -> bool:
        """Whether a phrase may still be spoken: not said before, not kept for elsewhere, without a word to be avoided."""
        unsaid = phrase.again or not (self.used[name] or (self.pins and self._reserved(name, place)))
        return unsaid and not any(word in phrase.text for word in self.avoid)

    def _admits(self, group: Group, scope: Scope, must: tuple[str, ...], within: Within, *, bare: bool) -> bool:
        """Whether the conditions that a group of phrases shares are met here; what turns most away is asked first."""
        shared = group.conditions
        return (
            (not group.holds or any(map(within, group.holds)))
            and (shared.bare == "frame") == bare
            and (group.count is None or group.count[0] <= scope.count <= group.count[1])
            and group.words.issuperset(must)
            and group.words.isdisjoint(self.spoken)
            and scope.kinds.issuperset(shared.kind)
            and (not shared.sections or scope.sections.issuperset(shared.sections))
            and not any(map(within, group.lacks))
            and self._fillable(group, scope, bare=bare)
        )

    def _fillable(self, group: Group, scope: Scope, *, bare: bool) -> bool:
        """Whether there is a value for all that a phrase needs, and none for what it must do without."""
        values, words = scope.values, self._topic_words(group.conditions)

        def given(name: str) -> bool:
            return bool(values[name] if name in values else words.get(name))

        return (
            all(map(given, group.conditions.needs))
            and not any(map(given, group.conditions.unless))
            and (bare or all(given(gap.name) or given(gap.word) for gap in group.gaps))
        )

    def _topic_words(self, phrase: Phrase) -> Mapping[str, Text]:
        """Give the words of the topic's lexicon, none where a sentence would then claim a fact."""
        claims = roles()[phrase.role].move in _CLAIMS or phrase.bare == "frame"
        return {} if claims else self.words

    def _with_topic_words(self, phrase: Phrase, scope: Scope) -> Scope:
        """Let the topic's lexicon fill what the brief does not."""
        words = self._topic_words(phrase)
        return replace(scope, values={**words, **scope.values}) if words else scope

    def _suits(self, phrase: Phrase) -> bool:
        return (
            (not phrase.outlines or self.outline in phrase.outlines)
            and (not phrase.topics or concerns(self.topic, phrase.topics))
            and (phrase.tone is None or self.tone is None or phrase.tone == self.tone)
        )

    def _score(self, group: Group, within: Within) -> float:
        phrase = group.conditions
        held = [len(word) for word, sought in zip(phrase.holds, group.holds, strict=True) if within(sought)]
        return (
            phrase.weight
            + _SCORE_GAP * len(group.words)
            + (_SCORE_HOLDS + max(held) / 10 if held else 0)
            + _SCORE_KIND * len(phrase.kind)
            + _SCORE_GAP * len(phrase.needs)
            + (_SCORE_TOPIC if phrase.topics else 0)
            + (_SCORE_OUTLINE if phrase.outlines else 0)
            + (0 if phrase.tone is None else _SCORE_TONE if phrase.tone == self.tone else -_SCORE_HOLDS)
        )

    def _echoes(self, phrase: Phrase) -> float:
        """Count against a phrase that it opens like a sentence just heard, or turns on the verb of the last one."""
        if phrase.again:
            return 0.0
        heard = opening(phrase.text)
        return (_SAME_OPENING if heard and heard in self.openings[-_JUST_NOW:] else 0.0) + _SAME_VERB * len(
            self.verbs & verbs(phrase.text)
        )

    def _turns(self, phrase: Phrase) -> int:
        """Count how often a phrase that may come again has come, so that such phrases take turns.

        What is done and who does it is said in one form: that is what makes a list of it easy to hear. A phrase without words of its own
        lets the brief speak, and is not heard as one.
        """
        if not phrase.again or phrase.role in _ALIKE_ROLES or not has_words(phrase.text):
            return 0
        return self.used[phrase.text]

    def _tie(self, name: str, place: str) -> str:
        """Draw among phrases that fit alike; by topic too, so that speeches on two topics do not share their sentences."""
        return _lot(f"{self.seed}\0{self.topic}\0{name}", place)

    def _says_again(self, text: Text, phrase: Phrase) -> bool:
        if phrase.again:
            return False
        return bool(self.clauses & set(clauses(text)))

    def _remember(self, role: str, name: str, text: Text) -> None:
        self.used[name] += 1
        self.roles_used[role] += 1
        pattern = self.bank.phrases[name].text if name in self.bank.phrases else ""
        self.spoken.update(gap.word for gap in gaps(pattern) if gap.word in said_once())
        if name in self.bank.phrases:
            self.used[self.bank.phrases[name].text] += 1
            if not self.bank.phrases[name].again:
                self.openings.append(opening(pattern))
                self.verbs = verbs(pattern)
        self.clauses.update(clauses(text))


def _lot(name: str, place: str) -> str:
    return hashlib.sha256(f"{name}\0{place}".encode()).hexdigest()


def _joins(phrase: Phrase) -> bool:
    """Whether a phrase of ours only opens, joins or closes, so that it may stand without material."""
    return phrase.bare == "joint" and phrase.own


def fill(phrase: Phrase, name: str, scope: Scope) -> Text:
    """Put values into the gaps of a phrase; a gap without a value becomes a blank with its hint."""
    text: Text = ()
    for piece in pieces(phrase.text):
        if isinstance(piece, Gap):
            text += scope.values.get(piece.name) or scope.values.get(piece.word) or blank(_hint(phrase, piece, scope))
        else:
            text += (Span(piece, Origin("phrase", name)),)
    return text


def _hint(phrase: Phrase, gap: Gap, scope: Scope) -> str:
    hint = phrase.hints.get(gap.name) or hints().get(gap.word) or gap.word
    return hint.replace("{条}", scope.number)
