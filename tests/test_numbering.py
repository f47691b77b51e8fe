"""Numbers that the layout puts in."""

import pytest

from generator.draft import Heading, Origin, Paragraph, Span
from generator.numbering import chinese_numeral, heading_label, item_label, labels

X = (Span("字", Origin("file")),)


@pytest.mark.parametrize(
    ("n", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (90, "九十"), (99, "九十九")],
)
def test_numerals_are_written_as_people_write_them(n, written):
    assert chinese_numeral(n) == written


def test_numerals_past_ninety_nine_are_digits():
    assert chinese_numeral(100) == "100"


def test_numerals_are_all_different():
    assert len({chinese_numeral(n) for n in range(1, 100)}) == 99


def test_each_level_has_its_form():
    assert [heading_label(level, 3) for level in (1, 2, 3, 4)] == ["三、", "（三）", "3.", "（3）"]


def test_levels_restart_under_their_parent():
    levels = [1, 2, 2, 3, 3, 4, 2, 3, 1, 2]
    assert labels([Heading(level, X) for level in levels]) == (
        *("一、", "（一）", "（二）", "1.", "2.", "（1）", "（三）", "1.", "二、", "（一）"),
    )


def test_unnumbered_headings_have_none_and_take_none():
    blocks = [Heading(1, X), Heading(1, X, numbered=False), Heading(1, X)]
    assert labels(blocks) == ("一、", "", "二、")


def test_items_are_labelled_from_the_tree():
    assert labels([Paragraph(X, 1), Paragraph(X), Paragraph(X, 12)]) == (item_label(1), "", "十二是")


def test_a_file_with_too_many_headings_is_still_numbered():
    assert labels([Heading(1, X)] * 101)[-2:] == ("100、", "101、")
