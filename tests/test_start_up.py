"""What a command may import: each library costs milliseconds at every start, whether it is used or not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli import ROOT

COMMAND_LINE = {"typer", "shellingham", "typing_extensions", "colorama", "annotated_doc"}
RECORDS = {"msgspec", "platformdirs"}
BRIEF = {"yaml"}
HEAVY = {"ssl", "urllib.request", "http.client", "asyncio", "email.message", "lxml.etree", "docx"}
ALLOWED = {
    "--version": COMMAND_LINE,
    "--help": COMMAND_LINE | RECORDS,
    "render": COMMAND_LINE | RECORDS,
    "generate": COMMAND_LINE | RECORDS | BRIEF,
}


def imported(folder: Path, *arguments: str) -> set[str]:
    """Run a command under ``-X importtime`` and give what it imported."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "generator", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines[1:]}


@pytest.fixture
def command(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    (tmp_path / "讲稿.md").write_text("# 在会上的讲话\n\n正文。\n", encoding="utf-8")
    brief = str(ROOT / "examples" / "safety-work-meeting.yml")
    words = {"render": ["讲稿.md"], "generate": [brief, "-o", "讲话.docx"]}
    return [request.param, *words.get(request.param, [])]


@pytest.mark.parametrize("command", ALLOWED, indirect=True)
def test_a_command_imports_no_more_than_it_needs(command: list[str], tmp_path: Path) -> None:
    imported(tmp_path, *command)  # the first run fills the cache
    for path in tmp_path.glob("*.docx"):
        path.unlink()
    found = imported(tmp_path, *command)
    libraries = (
        {name.partition(".")[0] for name in found} - sys.stdlib_module_names - {"generator", "org", "sitecustomize"}
    )
    assert {name for name in libraries if not name.startswith("_")} <= ALLOWED[command[0]]
    assert not found & HEAVY


@pytest.mark.parametrize("command", ["generate"], indirect=True)
def test_the_bank_is_not_read_from_yaml_again(command: list[str], tmp_path: Path) -> None:
    imported(tmp_path, *command)
    (tmp_path / "讲话.docx").unlink()
    assert "generator.decode" not in imported(tmp_path, *command)
