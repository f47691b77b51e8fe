"""Where a remark stands: right behind the words it is about, not behind whatever happens to come last."""

from __future__ import annotations

from collections.abc import Sequence

from generator.draft import Span, plain
from generator.planning.plan import Sentence
from generator.planning.text import ended
from generator.planning.wording import found
from generator.vocabulary import grammar

_BREAK = "；"


def behind(sentences: Sequence[Sentence], place: str, words: Sequence[str], echo: Sentence) -> list[Sentence]:
    """Put *echo* behind the last sentence of a duty under *place* that holds one of *words*, else of a fact, at the end when none does.

    A run of clauses that goes on to other duties is parted there, but a duty is not parted from its 办法, 督办 and 后果 (超过一天的
    wants its 15天), nor a fact from its cause.
    """
    for at in reversed(range(len(sentences))):
        duties = [_duty(span, place) for span in sentences[at].text if any(found(word, span.text) for word in words)]
        duty = next((duty for duty in reversed(duties) if duty), None)
        if duty:
            return _put(sentences, _saying(sentences, duty)[-1], duty, echo)
    facts = (at for at in reversed(range(len(sentences))) if _tells(sentences[at], f"{place}/事实", words))
    told = next(facts, len(sentences) - 1)
    while told + 1 < len(sentences) and _goes_with(sentences[told], sentences[told + 1], place):
        told += 1
    return [*sentences[: told + 1], echo, *sentences[told + 1 :]]


def behind_place(sentences: Sequence[Sentence], place: str, words: Sentence) -> list[Sentence]:
    """Put *words* behind all that is said of a *place* in the brief (举措/2/任务/1), at the end when nothing of it is said."""
    told = _saying(sentences, place)
    return _put(sentences, told[-1], place, words) if told else [*sentences, words]


def _put(sentences: Sequence[Sentence], at: int, place: str, remark: Sentence) -> list[Sentence]:
    before, rest = _parted(sentences[at], place)
    return [*sentences[:at], before, remark, *([rest] if rest else []), *sentences[at + 1 :]]


def _is_of(span: Span, place: str) -> bool:
    return span.origin.kind == "brief" and f"{span.origin.ref}/".startswith(f"{place}/")


def _tells(sentence: Sentence, place: str, words: Sequence[str]) -> bool:
    """Whether a sentence says one of *words* in something of that place."""
    return any(_is_of(span, place) and any(found(word, span.text) for word in words) for span in sentence.text)


def _facts(sentence: Sentence, place: str) -> set[str]:
    """Give the places of the facts that a sentence tells, or gives the cause of."""
    spans = (span for span in sentence.text if span.origin.kind == "brief")
    return {span.origin.ref for span in spans if span.origin.ref.startswith(f"{place}/事实/")}


def _goes_with(told: Sentence, later: Sentence, place: str) -> bool:
    """Whether a sentence tells more of the same fact, or no fact: a remark that stands there already, or the cause of it all."""
    if plain(later.text).startswith(grammar().points_back):
        return True
    facts = _facts(later, place)
    return not facts or bool(facts & _facts(told, place))


def _saying(sentences: Sequence[Sentence], place: str) -> list[int]:
    return [at for at, sentence in enumerate(sentences) if any(_is_of(span, place) for span in sentence.text)]


def _duty(span: Span, place: str) -> str:
    """Give the place of the duty that a span was given in, "" where it was given elsewhere."""
    head = f"{place}/任务/"
    if span.origin.kind != "brief" or not span.origin.ref.startswith(head):
        return ""
    return head + span.origin.ref.removeprefix(head).partition("/")[0]


def _parted(sentence: Sentence, place: str) -> tuple[Sentence, Sentence | None]:
    """Part a run of clauses behind those of a *place*; the second half is None where nothing follows."""
    text = sentence.text
    end = max(n for n, span in enumerate(text) if _is_of(span, place))
    cut = next((n for n in range(end + 1, len(text)) if _is_break(text[n])), None)
    if cut is None or not plain(text[cut + 1 :]).strip("。"):
        return sentence, None
    halves = (ended(half) for half in (text[:cut], text[cut + 1 :]))
    first, second = (Sentence(half, sentence.weight, sentence.section) for half in halves)
    return first, second


def _is_break(span: Span) -> bool:
    return span.origin.kind == "computed" and span.text == _BREAK
