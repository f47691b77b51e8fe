"""Advertising, download hints, navigation, source lines: what a site put around and into the text."""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from generator.mining.cleaning.lines import CJK, Line, Lines, Log, closes
from generator.mining.rules import Furniture, furniture

_LONGEST: Final = 160  # characters; a longer line is text, whatever it begins with
_HEAD_LINES: Final = 5
_TOP_LINES: Final = 24  # what may come before a speech begins
_SENTENCE_LENGTH: Final = 50  # a finished sentence longer than this is text, though a word in it looks like furniture
_TEXT: Final = re.compile(rf"[{CJK}].*[，。；]")
_TITLE: Final = re.compile(
    r".{0,60}(讲话|发言|致辞|报告|讲稿|表态|主持词|动员|总结|心得|体会|材料|提纲|要点|贺词|演讲|宣讲|点评|部署|通报)(稿|词|材料|提纲|摘要|摘编|全文|实录)?"
    r"(篇?[一二三四五1-9])?([（(].{1,20}[）)])?"
)
_SALUTATION: Final = re.compile(
    r".{0,30}(同志们|同志|领导|代表|委员|朋友们?|来宾|老师们?|同学们?|嘉宾|女士们|先生们|战友们)[，、：:！!].{0,12}"
)
_SENTENCE: Final = re.compile(r"[。！？]")
_HEADED: Final = re.compile("[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）")
_MAY_HOLD: Final = re.compile(r"（|\(|【|\[|www|http|\.c|更多|本文|来源|小编")
_ODD: Final = re.compile(rf"[^{CJK}，。、；：！？“”]")
_LETTER: Final = re.compile(rf"[{CJK}\d]")  # a line of Latin words alone is a caption or a link


def drop_furniture(lines: Lines, log: Log) -> list[Line]:
    """Drop lines that are furniture by their wording or by where they stand, and pieces of it inside a line."""
    rules = furniture()
    found: list[Line] = []
    for line in lines:
        short = len(line.text) <= _LONGEST and not _is_text(line.text) and not _HEADED.match(line.text)
        if short and _is_furniture(line.text, rules):
            log(line.raw, line.text, "")
            continue
        text = line.text
        if _MAY_HOLD.search(text) and rules.inside_word.search(text):
            text = rules.inside.sub("", text).strip()
        if text != line.text:
            log(line.raw, line.text, text)
        if text:
            found.append(line if text == line.text else replace(line, text=text))
    return _without_tail(_without_head(found, log), lines, log)


def may_be_furniture(text: str, rules: Furniture) -> bool:
    """Tell fast whether it is worth asking all patterns of whole lines."""
    return bool(_ODD.search(text) or rules.line_words.find_matches_as_indexes(text))


def _is_furniture(text: str, rules: Furniture) -> bool:
    known = may_be_furniture(text, rules) and rules.line.fullmatch(text)
    return bool(known) or not _LETTER.search(text)


def _is_text(text: str) -> bool:
    return len(text) > _SENTENCE_LENGTH and closes(text) and not text.startswith("《")


def _without_head(lines: list[Line], log: Log) -> list[Line]:
    """Drop short lines before the title, where the title can be told: navigation, names of columns."""
    salutation = next((at for at, line in enumerate(lines[:_TOP_LINES]) if _SALUTATION.fullmatch(line.text)), None)
    titles = [at for at, line in enumerate(lines[:_TOP_LINES]) if len(line.text) <= 70 and _TITLE.fullmatch(line.text)]
    title = next(iter(titles), 0)
    if salutation is not None:  # the title stands right above the salutation; what is before it introduces the page
        title = next((at for at in reversed(titles) if salutation - _HEAD_LINES <= at < salutation), 0)
    if title and lines[title].text.startswith("—"):  # a subtitle: the title stands above it, whatever its words
        title -= 1
    before, rest = lines[:title], lines[title:]
    kept = [line for line in before if _numbered(line.text) or (salutation is None and _TEXT.search(line.text))]
    if any(line in kept for line in before[-1:]) and len(kept) > 2:
        return lines  # a contents list, or text: not ours to judge
    for line in before:
        if line not in kept:
            log(line.raw, line.text, "")
    return kept + _without_subhead(rest, salutation is not None, log)


def _without_subhead(lines: list[Line], spoken_to: bool, log: Log) -> list[Line]:
    """Drop names of sites and columns between the title and the salutation; a date or a speaker there is kept."""
    if not spoken_to:
        return lines
    at = next((at for at, line in enumerate(lines[:8]) if _SALUTATION.fullmatch(line.text)), None)
    if at is None or at < 2:
        return lines
    between = [line for line in lines[1:at] if len(line.text) <= 8 and not _bracketed(line.text)]
    for line in between:
        log(line.raw, line.text, "")
    return [line for line in lines if line not in between]


def _without_tail(lines: list[Line], raw: Lines, log: Log) -> list[Line]:
    """Drop what follows an end mark (related links, comments), unless long text comes after it."""
    rules = furniture()
    ends = [line.raw for line in raw if len(line.text) <= 60 and rules.end.fullmatch(line.text)]
    last_text = max((line.raw for line in lines if len(line.text) > 60 and _SENTENCE.search(line.text)), default=0)
    cut = next((end for end in ends if end > last_text), None)
    closing = max((line.raw for line in lines if closes(line.text) and len(line.text) > 8), default=0)
    kept: list[Line] = []
    for line in lines:
        furniture_by_place = (cut is not None and line.raw > cut) or (line.raw > closing > 0 and _is_link(line.text))
        if furniture_by_place:
            log(line.raw, line.text, "")
        else:
            kept.append(line)
    return kept


def _is_link(text: str) -> bool:
    """Tell a title of another document, or a name: short, without a mark at its end, no heading."""
    return len(text) <= 40 and not _numbered(text) and bool(_TITLE.fullmatch(text))


def _numbered(text: str) -> bool:
    return bool(
        re.match(
            r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十]|\d{1,2}[.、．]",
            text,
        )
    )


def _bracketed(text: str) -> bool:
    return text.startswith(("（", "(")) and text.endswith(("）", ")"))
