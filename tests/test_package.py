"""The wheel: built from the tree, installed into an empty environment, run from another folder."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(ROOT)], check=True, capture_output=True
    )
    return next(out.glob("*.whl"))


def test_it_carries_templates_phrasebank_and_schema(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "generator/_data/templates/work-meeting.md.j2",
        "generator/_data/phrasebank/vocabulary/slots.yml",
        "generator/brief/schema.json",
        "generator/py.typed",
    } <= names
    assert not [name for name in names if name.startswith(("tests/", "examples/", "templates/"))]


def test_it_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "env"
    venv.create(home, with_pip=True)
    run = home / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([run / "python", "-m", "pip", "install", "-q", str(wheel)], check=True, capture_output=True)
    brief = tmp_path / "任务单.yml"
    brief.write_text("提纲: 工作会议讲话\n主题: 消防安全\n层级: 县\n", encoding="utf-8")
    done = subprocess.run(
        [run / "jianggao", "generate", str(brief)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / done.stdout.strip()).stat().st_size > 5000
