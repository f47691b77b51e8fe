"""Making and joining texts: tuples of spans that know where they came from."""

from __future__ import annotations

from collections.abc import Iterable

from generator.draft import Origin, Span, Text, plain
from generator.numbering import chinese_numeral

BREATH = 90  # characters of facts or duties that one sentence holds


def said(text: str, place: str) -> Text:
    """Give the drafter's own words, with their place in the brief."""
    return (Span(text, Origin("brief", place)),)


def computed(text: str, what: str) -> Text:
    """Give words that the plan works out: a count, a mark, a number word."""
    return (Span(text, Origin("computed", what)),)


def blank(hint: str) -> Text:
    """Give a blank that says what belongs there."""
    return (Span(hint, Origin("blank", hint)),)


def join(texts: Iterable[Text], mark: str = "", last: str | None = None) -> Text:
    """Join texts with *mark* between them, *last* before the last one where given (和)."""
    listed = [text for text in texts if text]
    joined: Text = ()
    for index, text in enumerate(listed):
        if index:
            between = last if last is not None and index == len(listed) - 1 else mark
            joined += computed(between, "标点") if between else ()
        joined += text
    return joined


def ended(text: Text, mark: str = "。") -> Text:
    """Close a text with *mark* unless it already ends in a mark of its own."""
    shown = plain(text).rstrip("”’）") if text and text[-1].origin.kind != "blank" else ""
    return text if shown.endswith(("。", "！", "？", "……")) else text + computed(mark, "标点")


def closed(text: Text) -> Text:
    """Close a text that may end in a comma, because something was to follow."""
    if text and text[-1].text.endswith("，"):
        text = (*text[:-1], Span(text[-1].text[:-1], text[-1].origin))
    return ended(text)


def counted(number: int, what: str) -> Text:
    """Give a count as it stands before a measure word: 两, not 二."""
    return computed("两" if number == 2 else chinese_numeral(number), what)


def length(text: Iterable[Span]) -> int:
    """Count the characters that are read, white space left out."""
    return len("".join(plain(text).split()))
