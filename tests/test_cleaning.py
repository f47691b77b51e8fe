"""Cleaning: a case a kind of damage (cases/cleaning), and what must hold for any text."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.decode import decode_text
from generator.mining.cleaning import STEPS, clean, stages
from generator.mining.cleaning.furniture import may_be_furniture
from generator.mining.cleaning.numbers import value
from generator.mining.cleaning.punctuation import widened
from generator.mining.cleaning.shifted import undone
from generator.mining.rules import _FurnitureFile, data_text, furniture
from generator.numbering import chinese_numeral
from tests.conftest import Golden

CASES = sorted((Path(__file__).parent / "cases" / "cleaning").iterdir())
TEXTS = st.text(alphabet='一二三、（）(),.:;?!“”"是要的同志们会讲话上全市工作12345%×aB\n 鶎治', max_size=200)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, golden: Golden) -> None:
    done = clean((case / "raw.txt").read_text(encoding="utf-8"))
    dropped = "".join(f"- {text}\n" for _, text in done.dropped)
    golden(case / "clean.txt", "".join(f"{line.text}\n" for line in done.lines) + dropped)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_clean_text_stays_as_it_is(case: Path) -> None:
    once = [line.text for line in clean((case / "raw.txt").read_text(encoding="utf-8")).lines]
    assert [line.text for line in clean("\n".join(once)).lines] == once


def test_every_step_has_a_case() -> None:
    damaged = {
        stage.step.name
        for case in CASES
        for stage in stages((case / "raw.txt").read_text(encoding="utf-8"))
        if stage.changes
    }
    assert damaged == {step.name for step in STEPS}


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_a_step(text: str) -> None:
    done = clean(text)
    assert all(line.text.strip() for line in done.lines)
    assert all(1 <= line.raw <= len(text.splitlines()) for line in done.lines)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_marks_are_widened_once(text: str) -> None:
    assert widened(widened(text)) == widened(text)


@given(st.integers(1, 99))
def test_numerals_are_read_as_they_are_written(n: int) -> None:
    assert value(chinese_numeral(n)) == n


def test_a_real_question_is_no_damage() -> None:
    for text in ("招商还有没有机会?回答是肯定的。", "怎么才算真兑现?企业见到真金白银,才算。", "行不行?行!"):
        assert undone(text) == text


def _furniture_patterns() -> list[tuple[str, str]]:
    found = decode_text(data_text("furniture.yml"), "furniture.yml", _FurnitureFile)
    return [
        (kind, pattern)
        for kind, groups in (("line", found.lines), ("inside", found.inside))
        for patterns in groups.values()
        for pattern in patterns
    ]


@pytest.mark.parametrize(("kind", "pattern"), _furniture_patterns())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_furniture_is_not_passed_over(kind: str, pattern: str, data: st.DataObject) -> None:
    """The words that a line is asked for first are necessary ones: every text that a pattern knows has one."""
    text = data.draw(st.from_regex(re.compile(pattern), fullmatch=True, alphabet=st.characters(codec="gb2312")))
    if kind == "line":
        assert furniture().line.fullmatch(text)
        assert may_be_furniture(text, furniture())
    else:
        assert furniture().inside_word.search(text)
