"""Briefs, outlines, banks and targets from strangers: an answer in words, soon, and nothing lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.bank import load_bank
from generator.brief.reading import parse_brief
from generator.errors import UserError
from generator.files import same_file, write_beside
from generator.generation import draft_from, generate_draft
from generator.outline import find_outline, load_outline
from generator.outline_jinja import read_body
from generator.readers.markdown import read_markdown
from generator.settings import Settings
from generator.writers import write

HEAD = "---\nid: mine\nname: 我的\nabout: 测试\nregister: 讲话\nparts: [[问题]]\n---\n"
BRIEF = "提纲: 工作会议讲话\n主题: 消防安全\n层级: 县\n"


@pytest.mark.parametrize(
    "body",
    [
        '{{ "a" * 10**9 }}',
        '{{ "a"|center(999999999) }}',
        '{{ "%999999999d"|format(1) }}',
        "{% for i in range(10**9) %}x{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ " + "(" * 3000 + "标题" + ")" * 3000 + " }}",
        "{% if 标题 %}" * 300 + "{% endif %}" * 300,
        "{{ 标题.__class__.__mro__ }}",
        "{{ self }}",
        "{{ 标题.text }}",
        "{% include 'secret' %}",
        "{{ ''.join(['a']) }}",
    ],
)
def test_an_outline_that_does_more_than_arrange_is_refused(body: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.md.j2"
    path.write_text(HEAD + body, encoding="utf-8")
    with pytest.raises(UserError):
        read_body(load_outline(path))


def test_generating_checks_the_outline_first(tmp_path: Path) -> None:
    (tmp_path / "mine.md.j2").write_text(HEAD + "{{ self }}", encoding="utf-8")
    (tmp_path / "b.yml").write_text(BRIEF.replace("工作会议讲话", "mine.md.j2"), encoding="utf-8")
    with pytest.raises(UserError):
        generate_draft(tmp_path / "b.yml", Settings())


def test_a_forged_mark_of_origin_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "mine.md.j2").write_text(HEAD + "{{ '\\ufdd0\\ufdda\\ufddex\\ufddf' }}", encoding="utf-8")
    (tmp_path / "b.yml").write_text(BRIEF.replace("工作会议讲话", "mine.md.j2"), encoding="utf-8")
    with pytest.raises(UserError):
        generate_draft(tmp_path / "b.yml", Settings())


def test_a_hundred_items_are_numbered_somehow() -> None:
    items = "".join(f"- {{要点: 第{n}类隐患没有清零, 事实: [尚有{n}项]}}\n" for n in range(1, 121))
    draft = draft_from(parse_brief(f"{BRIEF}问题:\n{items}", "x.yml"), Settings(), load_bank()).draft
    assert "尚有120项" in write(draft, ".txt").decode()


@pytest.mark.parametrize(
    "text", ["甲不好 {-}", "# 甲", "- 甲", "**甲**", "{{ 标题 }}", "<b>甲</b>", "a & b", "<!-- 甲 -->", "|甲|"]
)
def test_the_drafters_words_are_never_taken_for_markup(text: str) -> None:
    facts = f'问题:\n- {{要点: "{text}", 事实: ["{text}在这里"]}}\n- {{要点: 乙不好, 事实: [有2处]}}\n'
    draft = draft_from(parse_brief(BRIEF + facts, "x.yml"), Settings(), load_bank()).draft
    assert f"（一）{text}\n" in write(draft, ".txt").decode()
    assert f"{text}在这里" in write(draft, ".txt").decode()


def test_a_title_without_end_is_still_laid_out() -> None:
    title = "标题: " + "关于进一步加强全县消防安全工作的" * 60 + "\n"
    assert write(draft_from(parse_brief(BRIEF + title, "x.yml"), Settings(), load_bank()).draft, ".docx")


def test_comments_are_taken_out_in_one_walk() -> None:
    assert read_markdown("<!-- " * 100_000 + "\n# 题\n", "x.md").title == "题"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "b.yml")
    with pytest.raises(UserError):
        generate_draft(tmp_path / "b.yml", Settings())


@pytest.mark.parametrize("name", ["长" * 300 + ".md.j2", "a\0b.md.j2"])
def test_a_name_that_no_file_can_have(name: str) -> None:
    with pytest.raises(UserError):
        find_outline(name)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("旧", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    write_beside(tmp_path / "link.txt", "新".encode())
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "新"


def test_an_input_is_known_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("x", encoding="utf-8")
    assert same_file(tmp_path / "a.yml", None, tmp_path / "." / "a.yml")
    assert not same_file(tmp_path / "b.docx", tmp_path / "a.yml")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("shortcomings/deep/a.yml", "x: 1"),
        ("shortcomings/a.yaml", "x: 1"),
        ("shortcomings/a.yml", 'about: a\nphrases:\n- {text: "甲\u202e\ufdd0", role: judgement, source: own}\n'),
        ("shortcomings/a.yml", "about: a\nphrases:\n- {text: '', role: judgement, source: own}\n"),
        ("shortcomings/a.yml", "about: a\nphrases:\n- {text: 甲。, role: judgement, source: own, weight: 99}\n"),
        ("shortcomings/a.yml", "about: a\nphrases:\n- {text: 甲。, role: judgement, source: own, holds: [喇叭…]}\n"),
    ],
)
def test_a_bank_file_that_cannot_work_is_named(path: str, text: str, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=Path(path).name):
        load_bank(tmp_path)
