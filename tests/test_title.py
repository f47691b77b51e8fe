"""Titles broken by meaning."""

import pytest

from generator.draft import Origin, Span, plain
from generator.title import break_line, forced_bars, title_lines

FILE = Origin("file")


def lines(words):
    return [plain(line.text) for line in title_lines((Span(words, FILE),))]


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("在云岭市安全生产工作会议上的讲话", ["在云岭市安全生产工作会议上的讲话"]),
        (
            "在云澜市2026年全市安全生产工作会议暨市安委会第一次全体会议上的讲话",
            ["在云澜市2026年全市安全生产工作会议", "暨市安委会第一次全体会议上的讲话"],
        ),
        (
            "云澜市部署2026年安全生产工作　六项任务逐项明确责任单位和完成时限",
            ["云澜市部署2026年安全生产工作", "六项任务逐项明确责任单位和完成时限"],
        ),
        ("守牢底线——在全市会议上的讲话", ["守牢底线", "——在全市会议上的讲话"]),
        ("在全市|安全生产会议上的讲话", ["在全市", "安全生产会议上的讲话"]),
        ("守牢底线|——在全市会议上的讲话", ["守牢底线", "——在全市会议上的讲话"]),
        ("", []),
        ("|", []),
    ],
)
def test_titles_break_by_meaning(title, broken):
    assert lines(title) == broken


LONG = [
    "在全市推进基层治理体系和治理能力现代化工作座谈会上的讲话",
    "在学习贯彻习近平新时代中国特色社会主义思想主题教育总结会议上的讲话",
    "在市委理论学习中心组作风建设专题学习会上的研讨发言",
    "市委社会工作部部长在2024年全市破解基层治理“小马拉大车”突出问题专题推进会上的发言",
    "在中国共产党云岭市第十四届委员会第九次全体会议上的报告",
    "在全县党建引领基层治理暨抓党建促乡村振兴工作推进会上的讲话",
]


@pytest.mark.parametrize("title", LONG)
def test_long_titles_keep_the_rules(title):
    found = lines(title)
    assert "".join(found) == title
    assert all(3 <= len(line) <= 20 for line in found)
    assert not any(line.startswith(("的", "上", "、", "”")) for line in found[1:])
    assert len({len(line) for line in found}) > 1, "neither trapezium nor diamond"


@pytest.mark.parametrize("word", ["习近平", "现代化", "2024年", "“小马拉大车”", "安全生产", "第十四届", "主题教育"])
def test_no_known_word_is_split(word):
    for title in LONG:
        assert (word in title) == any(word in line for line in lines(title))


def test_a_blank_is_never_cut():
    hint = "会议名称，写全称，不用简称，多长都可以"
    found = title_lines((Span("在全市", FILE), Span(hint, Origin("blank", hint)), Span("上的讲话", FILE)))
    assert [span.text for line in found for span in line.text if span.origin.kind == "blank"] == [hint]


def test_marks_inside_a_blank_break_nothing():
    hint = "名称|写全——不用简称"
    (line,) = title_lines((Span("在", FILE), Span(hint, Origin("blank", hint))))
    assert [span.text for span in line.text] == ["在", hint]


def test_a_long_subtitle_is_a_subtitle_on_every_line():
    words = "护航发展——在云澜市2026年全市安全生产工作会议暨市安委会第一次全体会议上的讲话"
    found = title_lines((Span(words, FILE),))
    assert [line.subtitle for line in found] == [False, True, True]
    assert forced_bars([plain(line.text) for line in found]) == words


def test_digits_take_half_a_character():
    title = "在云澜市2026年全市安全生产工作会议暨市安委会第一次全体会议上的讲话"
    assert break_line(title, 18) == break_line(title, 20)


def test_a_hundred_characters_without_a_phrase_end_quickly():
    assert "".join(break_line("龘" * 100, 20)) == "龘" * 100


def test_spans_keep_their_origins():
    brief = Origin("brief", "会议/名称")
    name = "云澜市2026年全市安全生产工作会议暨市安委会第一次全体会议"
    found = title_lines((Span("在", FILE), Span(name, brief), Span("上的讲话", FILE)))
    assert [span.origin for line in found for span in line.text] == [FILE, brief, brief, FILE]


@pytest.mark.parametrize("title", LONG)
def test_breaks_of_our_own_making_are_not_taken_for_the_drafters(title):
    assert forced_bars(lines(title)) == title


def test_breaks_of_the_drafter_are_kept():
    assert forced_bars(["在全市", "安全生产会议上的讲话"]) == "在全市|安全生产会议上的讲话"
