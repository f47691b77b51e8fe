"""Where an echo stands: right behind the duty whose words it hears, not behind whatever happens to come last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.draft import Span, Text, plain
from generator.planning.plan import Sentence
from generator.planning.text import ended

_BREAK = "；"


def heard_duty(sentences: Iterable[Sentence], place: str, words: Iterable[str]) -> str:
    """Give the place of the last duty under *place* that holds one of *words*; "" when none does."""
    told: dict[str, str] = {}
    for sentence in sentences:
        for span in sentence.text:
            duty = _duty(span, place)
            if duty:
                told[duty] = f"{told.get(duty, '')}\n{span.text}"
    sought = tuple(words)
    return next((duty for duty in reversed(told) if any(word in told[duty] for word in sought)), "")


def behind(sentences: Sequence[Sentence], duty: str, echo: Sentence) -> list[Sentence]:
    """Put *echo* behind all that is said of *duty*; a run of clauses that goes on to other duties is parted there."""
    last = max((n for n, sentence in enumerate(sentences) if _says(sentence.text, duty)), default=len(sentences) - 1)
    before, rest = _parted(sentences[last], duty)
    return [*sentences[:last], before, echo, *([rest] if rest else []), *sentences[last + 1 :]]


def _duty(span: Span, place: str) -> str:
    head = f"{place}/任务/"
    if span.origin.kind != "brief" or not span.origin.ref.startswith(head):
        return ""
    return head + span.origin.ref.removeprefix(head).partition("/")[0]


def _says(text: Text, duty: str) -> bool:
    place = duty.rpartition("/任务/")[0]
    return any(_duty(span, place) == duty for span in text)


def _parted(sentence: Sentence, duty: str) -> tuple[Sentence, Sentence | None]:
    """Part a run of clauses behind those of *duty*; the second half is None where nothing follows."""
    text, place = sentence.text, duty.rpartition("/任务/")[0]
    end = max(n for n, span in enumerate(text) if _duty(span, place) == duty)
    cut = next((n for n in range(end + 1, len(text)) if _is_break(text[n])), None)
    if cut is None or not plain(text[cut + 1 :]).strip("。"):
        return sentence, None
    halves = (ended(half) for half in (text[:cut], text[cut + 1 :]))
    first, second = (Sentence(half, sentence.weight, sentence.section) for half in halves)
    return first, second


def _is_break(span: Span) -> bool:
    return span.origin.kind == "computed" and span.text == _BREAK
