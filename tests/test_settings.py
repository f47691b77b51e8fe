"""The settings file: what it may say, and what it must not."""

from itertools import product
from pathlib import Path

import pytest

from generator.errors import UserError
from generator.layout import Length
from generator.settings import Settings, find_settings, load_settings


def settings(tmp_path, words):
    path = tmp_path / "jianggao.yml"
    path.write_text(words, encoding="utf-8")
    return load_settings(path)


def test_without_a_file_the_defaults_hold():
    assert load_settings(None) == Settings()
    assert Settings().rate == 220


def test_chinese_and_english_keys_say_the_same(tmp_path):
    chinese = "语速: 200\n版式: reading\n字体: system\n日期行: 不显示\n讲话人行: 显示\n次序: 讲话人在前\n页码: 居中\n"
    english = (
        "rate: 200\nlayout: reading\nfonts: system\ndate_line: 不显示\nspeaker_line: 显示\n"
        "order: 讲话人在前\npage_number: 居中\n"
    )
    assert settings(tmp_path, chinese) == settings(tmp_path, english)
    assert settings(tmp_path, chinese).page_layout().page_number.at == "center"


@pytest.mark.parametrize("words", ["", "# 都用默认\n", "语速:\n"])
def test_what_is_left_empty_is_the_default(words, tmp_path):
    assert settings(tmp_path, words) == Settings()


def test_all_mistakes_are_told_at_once_with_their_places(tmp_path):
    with pytest.raises(UserError) as caught:
        settings(tmp_path, "语速: 9:00\n版试: reading\n版式: reeding\n页码: [外侧]\nrate: 220\n")
    told = [(str(p.where).rsplit("yml:", 1)[1], p.mend) for p in caught.value.problems]
    assert told == [
        ("1:5", "例如写成“语速: 220”"),
        ("2:1", "改成“版式”"),
        ("3:5", "改成“reading”"),
        ("4:5", "从中选一个"),
        ("5:1", "删去一处"),
    ]


def test_the_file_beside_the_brief_is_found(tmp_path):
    assert find_settings(tmp_path / "brief.yml") is None
    (tmp_path / "jianggao.yml").write_text("语速: 200\n", encoding="utf-8")
    assert find_settings(tmp_path / "brief.yml") == tmp_path / "jianggao.yml"


@pytest.mark.parametrize(("layout", "fonts"), list(product(["gbt9704", "reading"], ["gb2312", "system"])))
def test_a_page_holds_what_its_layout_promises(layout, fonts):
    made = Settings(layout=layout, fonts=fonts).page_layout()
    page, body = made.page, made.styles.body
    assert (page.height - page.top - page.bottom) // made.line_pitch == made.lines
    assert (page.width - page.left - page.right) // (body.size + made.letter_spacing) == made.characters


def test_lengths_know_their_units():
    assert [Length.parse(words) for words in ("1 mm", "28.95pt", "-5 twip")] == [57, 579, -5]
    assert (Length(320).pt, Length(320).half_points, Length(320).emu, round(Length(2098).mm)) == (16, 32, 203200, 37)
    with pytest.raises(ValueError, match="not a length"):
        Length.parse("3 字")


def test_english_words_stand_for_those_of_a_closed_list(tmp_path: Path) -> None:
    path = tmp_path / "jianggao.yml"
    path.write_text("numbering: auto\n页码: center\norder: speaker-first\n", encoding="utf-8")
    found = load_settings(path)
    assert (found.numbering, found.page_number, found.order) == ("auto", "center", "speaker-first")
