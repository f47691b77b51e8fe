"""Nobody's edits are lost: what is refused and in which words, what is kept, what a lock does."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import UserError
from generator.files import refuse_overwrite, write_beside
from tests.test_cli import run

LOCKS = {
    "讲话.docx": ["~$讲话.docx", ".~lock.讲话.docx#", ".~讲话.docx"],
    "七个字的讲话稿.docx": ["~$个字的讲话稿.docx"],
    "在全县会议上的讲话.docx": ["~$县会议上的讲话.docx"],
}


@pytest.mark.parametrize(("name", "lock"), [(name, lock) for name, locks in LOCKS.items() for lock in locks])
def test_a_file_that_is_open_is_left_alone(tmp_path: Path, name: str, lock: str) -> None:
    (tmp_path / name).write_bytes(b"old")
    (tmp_path / lock).write_bytes(b"")
    with pytest.raises(UserError, match="打开着"):
        write_beside(tmp_path / name, b"new")
    assert (tmp_path / name).read_bytes() == b"old"
    (tmp_path / lock).unlink()
    write_beside(tmp_path / name, b"new")


def test_the_sentences_that_would_be_lost_are_named(tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text("在会上的讲话\n\n\u3000\u3000这一句是我写的。这一句两边都有。\n", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        refuse_overwrite(tmp_path / "稿.txt", "在会上的讲话\n\n\u3000\u3000这一句两边都有。\n".encode(), force=False)
    assert "这一句是我写的。" in str(caught.value)
    assert "两边都有" not in str(caught.value)


def test_force_keeps_every_older_file(tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    for number in range(3):
        path.write_text(f"我的第{number}稿", encoding="utf-8")
        kept = refuse_overwrite(path, b"new", force=True)
        assert kept is not None
        assert kept.read_text(encoding="utf-8") == f"我的第{number}稿"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["稿.txt", "稿.txt.bak", "稿.txt.bak2", "稿.txt.bak3"]
    assert refuse_overwrite(path, path.read_bytes(), force=True) is None


def test_force_says_where_the_older_file_went(tmp_path: Path) -> None:
    (tmp_path / "任务单.yml").write_text("提纲: 工作会议讲话\n主题: 消防安全\n层级: 县\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("我的", encoding="utf-8")
    done = run(tmp_path, "generate", "任务单.yml", "-o", "a.md", "--force")
    assert done.returncode == 0
    assert "a.md.bak" in done.stderr
    assert (tmp_path / "a.md.bak").read_text(encoding="utf-8") == "我的"


def test_doctor_names_nobody(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor")
    assert done.returncode == 0, done.stderr
    assert "LibreOffice" in done.stdout
    assert "/" not in done.stdout
    assert "\\" not in done.stdout
