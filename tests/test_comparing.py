"""What was changed between two drafts: every sentence once, and the right word for what became of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.comparing import compare, lost, pieces
from generator.draft import Draft, Origin, Paragraph, Span

SENTENCES = ["隐患要清零。", "通道要打通。", "责任要压到人头。", "督查每月一次。", "九处消火栓没有水。"]


def draft(*paragraphs: str) -> Draft:
    return Draft(tuple(Paragraph((Span(text, Origin("file")),)) for text in paragraphs))


def kinds(before: Draft, after: Draft) -> list[str]:
    return [change.kind for change in compare(before, after)]


def test_the_four_kinds() -> None:
    before = draft("第一句照旧。第二句要改一改的。", "第三句删掉。", "第四句会搬家。", "最后一句。")
    after = draft("第四句会搬家。第一句照旧。第二句要改两改的。", "这是全新的内容呀。", "最后一句。")
    assert sorted(kinds(before, after)) == ["added", "changed", "deleted", "moved", "same", "same"]


def test_a_word_is_shown_as_changed_inside_its_sentence() -> None:
    assert list(pieces("四月底前清零", "五月底前清零")) == [("四", "五"), ("月底前清零", "月底前清零")]


def test_lost_names_what_would_be_gone() -> None:
    assert [each.text for each in lost(draft("甲的话。乙的话。"), draft("乙的话。丙的话。"))] == ["甲的话。"]


paragraphs = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map("".join), max_size=6)


@given(paragraphs, paragraphs)
def test_every_sentence_is_told_once(old: list[str], new: list[str]) -> None:
    changes = compare(draft(*old), draft(*new))
    assert "".join(c.after.text for c in changes if c.after) == "".join(new)
    assert sorted(c.before.text for c in changes if c.before) == sorted(s + "。" for s in "".join(old).split("。") if s)


@given(paragraphs)
def test_nothing_changed_is_nothing_told(text: list[str]) -> None:
    assert set(kinds(draft(*text), draft(*text))) <= {"same"}


@given(st.text("甲乙丙丁", max_size=12), st.text("甲乙丙丁", max_size=12))
def test_pieces_put_together_are_the_two_wordings(before: str, after: str) -> None:
    found = list(pieces(before, after))
    assert ("".join(old for old, _ in found), "".join(new for _, new in found)) == (before, after)
