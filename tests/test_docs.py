"""The documents say what the code does: tables made from it, examples run, names listed on both sides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.bank import load_bank
from generator.brief.keys import TABLES, Key
from generator.brief.reading import parse_brief
from generator.cli import COMMANDS, application
from generator.generation import draft_from
from generator.outline import FrontMatter, load_outline
from generator.outline_body import FIELDS, NAMES
from generator.outline_jinja import read_body
from generator.phrasebank import Phrase
from generator.settings import Settings
from tests.conftest import Golden

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def _several(key: Key) -> str:
    """Tell that a key takes a list as well as a single text."""
    return "（一项直接写，几项写成列表）" if key.shape in ("texts", "clauses", "run", "people") else ""


def test_the_brief_is_documented_key_by_key(golden: Golden) -> None:
    page = DOCS / "brief.md"
    head = page.read_text(encoding="utf-8").split("<!-- keys -->")[0]
    tables = []
    for table in TABLES:
        rows = [
            f"| {key.name} | {key.english} | {key.about}{'：' + '、'.join(key.choices) if key.choices else ''}{_several(key)} |"
            for key in table.keys
        ]
        tables.append("\n".join([f"### {table.label}", "", "| 键 | 英文 | 写什么 |", "|---|---|---|", *rows]))
    golden(page, f"{head}<!-- keys -->\n\n" + "\n\n".join(tables) + "\n")


def test_every_name_of_an_outline_is_documented() -> None:
    page = (DOCS / "outlines.md").read_text(encoding="utf-8")
    fields = [name for names in FIELDS.values() for name in names]
    assert [name for name in (*NAMES, *fields, *FrontMatter.__struct_fields__) if name not in page] == []


def test_the_example_outline_works(tmp_path: Path) -> None:
    page = (DOCS / "outlines.md").read_text(encoding="utf-8")
    example = re.search(r"```jinja\n(.*?)```", page, re.DOTALL)
    assert example
    path = tmp_path / "short-talk.md.j2"
    path.write_text(example[1], encoding="utf-8")
    read_body(load_outline(path))
    brief = parse_brief(
        "提纲: short-talk.md.j2\n主题: 消防安全\n层级: 县\n问题:\n- {要点: 通道没有打通, 事实: [12个小区堵着]}\n"
        "- {要点: 设施没有修好, 事实: [9处消火栓没有水]}\n举措:\n- {要点: 通道限期打通, 任务: [6月底前全部打通]}\n- 设施逐处修好\n",
        "x.yml",
    )
    draft = draft_from(brief, Settings(), load_bank(), near=tmp_path).draft
    assert draft.title == "在全县消防安全工作会议上的讲话"


def test_every_condition_of_a_phrase_is_documented() -> None:
    page = (DOCS / "phrasebank.md").read_text(encoding="utf-8")
    assert [name for name in Phrase.__struct_fields__ if name not in page] == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_commands_that_exist(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    used = set(re.findall(r"bin/jianggao (\w+)", text))
    assert used == set(COMMANDS)
    assert all((ROOT / path).exists() for path in re.findall(r"\]\(([^)#]+)\)", text))


def test_every_command_has_help_with_an_example() -> None:
    assert [
        command.name for command in application().registered_commands if "例：" not in (command.callback.__doc__ or "")
    ] == []
