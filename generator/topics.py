"""Topics (主题): which lexicon a brief's 主题 belongs to, and the words that fill a phrase of that topic.

The table is ``phrasebank/vocabulary/topics.yml``. A topic that no name fits has no words: a phrase that needs them stays out.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec import Struct, field

from generator.data import data_path, read_data

_WHOLE = 4  # names this long may stand anywhere in a topic; shorter ones only at its beginning


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """One lexicon: the names under which the topic is written, and a value for each slot that it can fill."""

    names: tuple[str, ...] = field(name="叫法")
    words: dict[str, str] = field(name="填空")


class _Topics(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    topics: dict[str, Topic]


@cache
def topics() -> Mapping[str, Topic]:
    """Give the lexicons by the name of their topic."""
    return read_data(data_path("phrasebank", "vocabulary", "topics.yml"), _Topics).topics


@cache
def topic_name(topic: str) -> str | None:
    """Give the lexicon that a 主题 belongs to, by the longest name that fits; None for a topic nobody has listed.

    警示教育 belongs to 党风廉政, not to 教育.
    """
    fits = [
        (len(alias), name)
        for name, entry in topics().items()
        for alias in entry.names
        if topic.startswith(alias) or (len(alias) >= _WHOLE and alias in topic)
    ]
    return max(fits)[1] if fits else None


def concerns(topic: str, listed: tuple[str, ...]) -> bool:
    """Tell whether a phrase bound to the topics *listed* may be spoken about *topic*.

    A listed word that belongs to a lexicon stands for the whole lexicon; any other fits by containment, either way.
    """
    own = topic_name(topic)
    return any(lexicon == own if (lexicon := topic_name(each)) else each in topic or topic in each for each in listed)


def topic_words(topic: str) -> Mapping[str, str]:
    """Give the words of a 主题 by slot, empty when it has no lexicon."""
    name = topic_name(topic)
    return topics()[name].words if name else {}
