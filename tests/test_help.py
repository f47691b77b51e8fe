"""Every ``--help`` holds an example, and every example runs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli import application
from tests.test_cli import ROOT, run


def callbacks(typer_app) -> Iterator[tuple[str, object]]:
    for command in typer_app.registered_commands:
        yield command.name, command.callback
    for group in typer_app.registered_groups:
        yield from ((f"{group.name} {name}", callback) for name, callback in callbacks(group.typer_instance))


COMMANDS = dict(callbacks(application()))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder as the examples take it for granted: examples/, a speech of one's own, a draft and what became of it."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "讲稿.md").write_text("# 在会上的讲话\n\n正文。\n", encoding="utf-8")
    (tmp_path / "旧稿").mkdir()
    shutil.copy(ROOT / "tests/cases/practice/clean/09-investment-attraction-mobilization.txt", tmp_path / "旧稿")
    (tmp_path / "定稿.txt").write_text("在会上的讲话\n同志们：\n各级各部门要把责任扛在肩上。\n", encoding="utf-8")
    (tmp_path / "我的语料").mkdir()
    (tmp_path / "我的语料" / "review.jsonl").touch()
    for name in ("初稿.docx", "定稿.docx", "本单位.docx"):
        shutil.copy(ROOT / "examples" / "minimal.docx", tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_runs(name: str, desk: Path) -> None:
    found = re.findall(r"例：jianggao (.+?)。?$", COMMANDS[name].__doc__, re.MULTILINE)
    assert found, f"{name} has no example"
    for line in found:
        assert line.startswith(name)
        done = run(desk, *line.partition(" > ")[0].split())
        assert done.returncode == 0, done.stderr
        assert done.stdout or done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_help_speaks_chinese_and_shows_the_example(name: str, tmp_path: Path) -> None:
    done = run(tmp_path, *name.split(), "--help")
    assert done.returncode == 0
    assert "例：jianggao" in done.stdout


def test_completion_answers_the_shell(tmp_path: Path) -> None:
    import subprocess
    import sys

    asked = {"_JIANGGAO_COMPLETE": "complete_bash", "COMP_WORDS": "jianggao ge", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "generator"],
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": "", **asked},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.split() == ["generate"]


def test_the_completion_script_can_be_shown(tmp_path: Path) -> None:
    done = run(tmp_path, "--show-completion")
    assert done.returncode == 0
    assert "_JIANGGAO_COMPLETE" in done.stdout
