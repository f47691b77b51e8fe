"""Every example and every case brief gives a draft that keeps the promises of docs/design.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.draft import plain
from generator.generation import Generated, generate_draft
from generator.settings import Settings
from generator.writers import write
from tests import speech_checks
from tests.conftest import Golden

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(ROOT.glob("examples/*.yml"))
CASES = sorted((ROOT / "tests/cases/draft").glob("*/brief.yml"))
BRIEFS = [*EXAMPLES, *CASES]


def name(path: Path) -> str:
    """Name a brief for pytest: the example's file, or the case's folder."""
    return path.parent.name if path.name == "brief.yml" else path.stem


@pytest.fixture(scope="module", params=BRIEFS, ids=name)
def generated(request: pytest.FixtureRequest) -> Generated:
    return generate_draft(request.param, Settings())


def test_it_says_no_figure_that_the_brief_lacks(generated: Generated) -> None:
    assert speech_checks.foreign_figures(generated) == []


def test_it_loses_no_material(generated: Generated) -> None:
    assert speech_checks.lost(generated) == []


def test_it_says_nothing_twice(generated: Generated) -> None:
    assert speech_checks.repeated(generated) == []


def test_nothing_makes_the_reader_stumble(generated: Generated) -> None:
    assert speech_checks.slips(generated) == []


def test_no_two_blanks_are_alike(generated: Generated) -> None:
    assert speech_checks.twin_blanks(generated) == []


@pytest.mark.parametrize("path", BRIEFS, ids=name)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_seed_keeps_the_promises(path: Path, seed: int) -> None:
    generated = generate_draft(path, Settings(), seed=seed)
    assert speech_checks.foreign_figures(generated) == []
    assert speech_checks.lost(generated) == []
    assert speech_checks.repeated(generated) == []
    assert speech_checks.slips(generated) == []


@pytest.mark.parametrize("path", BRIEFS, ids=name)
@pytest.mark.parametrize("suffix", [".docx", ".md", ".txt", ".json"])
def test_the_same_brief_gives_the_same_bytes(path: Path, suffix: str) -> None:
    first, second = (generate_draft(path, Settings(), seed=5) for _ in range(2))
    assert write(first.draft, suffix) == write(second.draft, suffix)


@pytest.mark.parametrize("path", CASES, ids=name)
def test_the_draft_reads_as_accepted(path: Path, golden: Golden) -> None:
    golden(path.parent / "expected.txt", write(generate_draft(path, Settings()).draft, ".txt").decode())


def test_thanks_follow_achievements_also_where_an_outline_puts_models_under_headings(tmp_path: Path) -> None:
    outline = (ROOT / "templates" / "work-meeting.md.j2").read_text("utf-8").replace("典型: paragraph", "典型: headed")
    (tmp_path / "mine.md.j2").write_text(outline, "utf-8")
    brief = tmp_path / "brief.yml"
    brief.write_text(
        "提纲: mine.md.j2\n主题: 防汛抗旱\n层级: 市\n致谢: 守在堤上的同志们\n讲话人: {代表: 市政府}\n"
        "典型: [{单位: 青溪县, 要点: 一户一卡, 事实: [每户对一名干部]}, {单位: 临泽区, 要点: 专泵, 事实: [11处配了泵]}]\n"
        "成绩: [{要点: 工程都已修好, 事实: [修复水毁工程64处]}]\n",
        "utf-8",
    )
    told = plain(generate_draft(brief, Settings()).draft.spans())
    assert told.index("修复水毁工程64处") < told.index("守在堤上的同志们") < told.index("每户对一名干部")
