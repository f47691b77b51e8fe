"""What the drafter keeps: pins, alternatives, variants, a history; and that nothing is lost or left half."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from generator.cli import application
from generator.errors import UserError
from generator.generation import generate_draft
from generator.picks import picks_file, read_history, read_picks
from generator.planning.memory import Memory

ROOT = Path(__file__).parent.parent
RUN = CliRunner()


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "任务单.yml"
    path.write_bytes((ROOT / "examples" / "safety-work-meeting.yml").read_bytes())
    return path


def _run(brief: Path, *arguments: object) -> Result:
    return RUN.invoke(application(), ["generate", str(brief), *map(str, arguments)])


def test_what_is_pinned_stays_whatever_the_seed(brief: Path, tmp_path: Path) -> None:
    first = generate_draft(brief)
    place = "问题/3"
    kept = {choice.name for choice in first.plan.choices if choice.place == place}
    assert _run(brief, "-o", tmp_path / "a.txt", "--pin", place).exit_code == 0
    assert read_picks(picks_file(brief)) == {place: tuple(kept)}
    changed = 0
    for seed in range(1, 12):
        free = {c.name for c in generate_draft(brief, seed=seed).plan.choices if c.place == place}
        pinned = generate_draft(brief, seed=seed, memory=Memory(read_picks(picks_file(brief))))
        assert kept <= {c.name for c in pinned.plan.choices if c.place == place}
        changed += free != kept
    assert changed, "the test must be able to fail"


def test_pins_add_up_and_can_be_taken_back(brief: Path, tmp_path: Path) -> None:
    for place in ("问题/3", "举措/1"):
        _run(brief, "-o", tmp_path / "a.txt", "--pin", place, "--force")
    path = picks_file(brief)
    assert set(read_picks(path)) == {"问题/3", "举措/1"}
    path.write_text("\n".join(line for line in path.read_text("utf-8").splitlines() if "举措" not in line), "utf-8")
    assert set(read_picks(path)) == {"问题/3"}


def test_a_place_without_sentences_is_told(brief: Path, tmp_path: Path) -> None:
    for arguments in (("--pin", "问题/33"), ("--alternatives", "问题/3#9"), ("--alternatives", "乱写")):
        done = _run(brief, "-o", tmp_path / "a.txt", *arguments)
        assert isinstance(done.exception, UserError)
        assert "位置" in str(done.exception)
    assert not picks_file(brief).exists()
    assert not (tmp_path / "a.txt").exists()


def test_a_broken_picks_file_is_told(brief: Path, tmp_path: Path) -> None:
    picks_file(brief).write_text("问题/3: 乱写\n", "utf-8")
    done = _run(brief, "-o", tmp_path / "a.txt")
    assert isinstance(done.exception, UserError)
    assert "picks.yml:1" in str(done.exception)


def test_alternatives_are_listed_and_nothing_is_written(brief: Path) -> None:
    before = set(brief.parent.iterdir())
    done = _run(brief, "--alternatives", "问题/3")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("问题/3 现在：")
    assert len(lines) > 3
    assert set(brief.parent.iterdir()) == before


def test_each_sentence_is_explained(brief: Path, tmp_path: Path) -> None:
    done = _run(brief, "-o", tmp_path / "a.txt", "--explain")
    told = [line for line in done.stderr.splitlines() if "胜过" in line]
    assert len(told) == len(generate_draft(brief).plan.choices)


def test_variants_differ_and_are_the_same_each_time(brief: Path, tmp_path: Path) -> None:
    done = _run(brief, "-o", tmp_path / "稿.docx", "--variants", 3)
    paths = [tmp_path / f"稿-{n}.docx" for n in (1, 2, 3)]
    assert done.stdout.split() == [str(path) for path in paths]
    first = [path.read_bytes() for path in paths]
    assert len(set(first)) == 3
    _run(brief, "-o", tmp_path / "稿.docx", "--variants", 3)
    assert [path.read_bytes() for path in paths] == first
    assert isinstance(_run(brief, "--variants", 2, "--data", tmp_path / "没有.csv").exception, UserError)


def test_a_history_is_kept_and_the_same_speech_counts_once(brief: Path, tmp_path: Path) -> None:
    history = tmp_path / "历史.jsonl"
    for _ in range(2):
        assert _run(brief, "-o", tmp_path / "a.txt", "--history", history, "--force").exit_code == 0
    [row] = [json.loads(line) for line in history.read_text("utf-8").splitlines()]
    assert row["title"] == generate_draft(brief).draft.title
    assert set(read_history(history).values()) == {1}
    history.write_text("不是JSON\n", "utf-8")
    done = _run(brief, "-o", tmp_path / "b.txt", "--history", history)
    assert isinstance(done.exception, UserError)
    assert "历史.jsonl:1" in str(done.exception)
    assert not (tmp_path / "b.txt").exists()
