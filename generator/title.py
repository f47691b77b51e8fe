"""Breaks a title into lines by meaning: no word is split, no line is left with a word or two, and the lines form a
trapezium or a diamond, as GB/T 9704-2012, 7.3.1 asks (梯形或菱形).

BudouX says where phrases end; ``title_words.yml`` corrects it where it is known to split official words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from generator.data import read_data
from generator.draft import Origin, Span, Text, plain

SUBTITLE_MARK = "——"
_LONGEST_TITLE = 100
SPACES = "\u3000 "
MOST_LINES = 5
MOST_CHARACTERS = 20  # a title line, whatever its digits save
LIMITS = (20, 18)  # full-width characters a line, in the shipped layouts (layouts/*.yml, title_limit)
SUBTITLE_LIMITS = (26, 23)  # two characters less than a line of body text
SHORTEST = 3  # characters; one or two alone on a line are an orphan
_SOLID = re.compile(
    r"[0-9０-９A-Za-z.%．％]+[年月日届次个名项号]?|第[一二三四五六七八九十0-9]+[届次]?"
    r"|《[^《》]{1,12}》|“[^“”]{1,8}”|（[^（）]{1,8}）|〔待补：[^〔〕]*〕"
)
_NO_START = set("，。、；：？！）》”’〕…—·%")
_NO_END = set("（《“‘〔")
_COMPUTED = Origin("computed", "副标题另起一行")


class _Words(Struct, frozen=True):
    whole: tuple[str, ...]
    close: tuple[str, ...]
    open: tuple[str, ...]


@cache
def _words() -> _Words:
    return read_data(Path(__file__).parent / "layouts" / "title_words.yml", _Words)


class TitleLine(Struct, frozen=True):
    """One printed line of a title; a subtitle (——…) is set smaller, on however many lines."""

    text: Text
    subtitle: bool


def title_lines(text: Text, limit: int = LIMITS[0], subtitle_limit: int = SUBTITLE_LIMITS[0]) -> tuple[TitleLine, ...]:
    """Break a title into printed lines, spans kept.

    ``|`` breaks by force and is not printed; ``——`` opens a subtitle on a line of its own. *limit* and
    *subtitle_limit* are a line's room in full-width characters; one word or blank that is longer stays whole.
    """
    lines: list[TitleLine] = []
    for part in _split_at_bars(_bar_before_subtitle(text)):
        shown = plain(part)
        subtitle = shown.startswith(SUBTITLE_MARK)
        start = 0
        for line in break_line(shown, subtitle_limit if subtitle else limit):
            start = shown.index(line, start)
            lines.append(TitleLine(cut(part, start, start + len(line)), subtitle))
            start += len(line)
    return tuple(lines)


def parted_word(lines: Sequence[str]) -> str:
    """Give the characters on both sides of the first break that parts a word, as ``安|全``; "" when none does.

    >>> parted_word(["在全县安", "全生产会议上的讲话"]), parted_word(["在全县安全生产会议上", "的讲话"])
    ('安|全', '')
    """
    places, at = set(_places("".join(lines))), 0
    for line, following in itertools.pairwise(lines):
        at += len(line)
        if at not in places and not following.startswith(("的", SUBTITLE_MARK)):
            return f"{line[-1:]}|{following[:1]}"
    return ""


def forced_bars(lines: Sequence[str]) -> str:
    """Join printed title lines into a title, with ``|`` only where the tool itself would not have broken it."""
    groups: list[list[str]] = []
    for line in lines:
        if groups and not line.startswith(SUBTITLE_MARK):
            groups[-1].append(line)
        else:
            groups.append([line])
    return "".join(map(_joined, groups))


def _joined(lines: Sequence[str]) -> str:
    whole = "".join(lines)
    limits = SUBTITLE_LIMITS if whole.startswith(SUBTITLE_MARK) else LIMITS
    return whole if any(break_line(whole, limit) == tuple(lines) for limit in limits) else "|".join(lines)


def break_line(shown: str, limit: int) -> tuple[str, ...]:
    """Break one title without ``|`` into as few lines as its words allow; *limit* is in full-width characters."""
    shown = shown.strip(SPACES)
    if _fits(shown, limit):
        return (shown,) if shown else ()
    if len(shown) > _LONGEST_TITLE:  # no title: the search for the best breaks would not end
        return (shown,)
    for places in (_places(shown), _loose_places(shown)):
        best = _best(shown, places, limit)
        if best:
            return best
    return (shown,)  # one word longer than the line: Word breaks it


def _fits(line: str, limit: int) -> bool:
    """Tell whether a line has room, Latin letters and digits taking half a character, and is not too long to read."""
    width = sum(0.5 if char.isascii() else 1 for char in line)
    return width <= limit and len(line) <= max(limit, MOST_CHARACTERS)


def cut(text: Text, start: int, end: int) -> Text:
    """Give the spans of *text* between two positions of its shown text; a blank is never cut."""
    found: list[Span] = []
    position = 0
    for span in text:
        shown = span.shown
        first, last = max(start - position, 0), min(end - position, len(shown))
        if first < last:
            found.append(span if span.origin.kind == "blank" else Span(shown[first:last], span.origin))
        position += len(shown)
    return tuple(found)


def _bar_before_subtitle(text: Text) -> Text:
    """Put a ``|`` before the first ``——`` that does not stand at the start of a line already."""
    shown = _without_hints(text)
    at = shown.find(SUBTITLE_MARK)
    if at <= 0 or shown[at - 1] == "|":
        return text
    head = cut(text, 0, at)
    return (*head, Span("|", _COMPUTED), *cut(text, at, len(shown)))


def _split_at_bars(text: Text) -> Iterable[Text]:
    shown = _without_hints(text)
    start = 0
    for match in re.finditer(r"\||$", shown):
        if match.start() > start:
            yield cut(text, start, match.start())
        start = match.end()


def _without_hints(text: Text) -> str:
    """Give the shown text with blanks blotted out: marks inside a hint break nothing."""
    return "".join("□" * len(span.shown) if span.origin.kind == "blank" else span.text for span in text)


def _best(shown: str, places: Sequence[int], limit: int) -> tuple[str, ...]:
    """Try every set of break places, fewest lines first, and give the lines of the best; empty when none fits."""
    most = max(limit, MOST_CHARACTERS)
    fewest = -(-len(shown) // most)
    for count in range(fewest, max(fewest, MOST_LINES) + 1):
        found = min(_arrangements(shown, 0, places, count, limit), key=_ugliness, default=())
        if found:
            return found
    return ()


def _arrangements(shown: str, start: int, places: Sequence[int], count: int, limit: int) -> Iterator[tuple[str, ...]]:
    """Go through the ways to set ``shown[start:]`` on *count* lines that are neither orphans nor too long."""
    if count == 1:
        last = shown[start:].strip(SPACES)
        if len(last) >= SHORTEST and _fits(last, limit):
            yield (last,)
        return
    most = max(limit, MOST_CHARACTERS) + 1  # a space at the break is not printed
    for at in places:
        line = shown[start:at].strip(SPACES)
        if len(line) >= SHORTEST and _fits(line, limit) and len(shown) - at <= (count - 1) * most:
            for others in _arrangements(shown, at, places, count - 1, limit):
                yield (line, *others)


def _ugliness(lines: tuple[str, ...]) -> float:
    """Score an arrangement, lower is better: even lines, but neither a rectangle nor an hourglass."""
    sizes = [len(line) for line in lines]
    mean = sum(sizes) / len(sizes)
    score = sum((size - mean) ** 2 for size in sizes) / len(sizes)
    if len(set(sizes)) == 1:
        score += 6  # a rectangle: allowed, not wished
    if len(sizes) > 2 and any(b < a and b < c for a, b, c in zip(sizes, sizes[1:], sizes[2:], strict=False)):
        score += 40  # an hourglass
    words = _words()
    score += sum(8 for line in lines[:-1] if line.endswith(words.open))
    score += sum(30 for line in lines[1:] if line.startswith(words.close))
    score -= sum(10 for line in lines[1:] if line.startswith(("暨", "——")))
    return score


def _places(shown: str) -> tuple[int, ...]:
    """Give the positions where a line may begin: ends of BudouX's phrases, outside words that stay whole."""
    import budoux  # 33 ms, and only long titles need it

    phrases: list[str] = budoux.load_default_simplified_chinese_parser().parse(shown)
    ends = itertools.accumulate(map(len, phrases))
    held = _held(shown)
    words = _words()
    spaces = {at for at, char in enumerate(shown) if char in SPACES}
    return tuple(
        at
        for at in sorted(set(ends) | spaces | {at + 1 for at in spaces})
        if 0 < at < len(shown) and at not in held and not shown.startswith(words.close, at) and _legal(shown, at)
    )


def _loose_places(shown: str) -> tuple[int, ...]:
    """Give every position that splits no known word and no punctuation, for titles that BudouX cannot open."""
    held = _held(shown)
    return tuple(at for at in range(1, len(shown)) if at not in held and _legal(shown, at))


def _legal(shown: str, at: int) -> bool:
    return shown[at] not in _NO_START and shown[at - 1] not in _NO_END


def _held(shown: str) -> frozenset[int]:
    """Give the positions inside words that stay whole."""
    whole = "|".join(map(re.escape, sorted(_words().whole, key=len, reverse=True)))
    inside: set[int] = set()
    for pattern in (re.compile(f"(?=({whole}))"), re.compile(f"(?=({_SOLID.pattern}))")):
        for match in pattern.finditer(shown):
            inside.update(range(match.start(1) + 1, match.end(1)))
    return frozenset(inside)
