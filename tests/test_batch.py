"""One brief and a table: one draft a row, errors with their cell, exit codes."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from generator.errors import UserError
from generator.tables import read_table
from tests.test_cli import BRIEF, run

TABLE = "#科室,地区,讲话人.姓名,讲话人.职务,成绩\n一科,云岭县,张某,县长,整改38项\n二科,东湾县,李某,县长,整改5项{end}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "任务单.yml").write_text(BRIEF, encoding="utf-8")
    return tmp_path


def batch(folder: Path, table: str, *more: str, encoding: str = "utf-8"):
    (folder / "表.csv").write_bytes(table.encode(encoding))
    return run(folder, "generate", "任务单.yml", "--data", "表.csv", *more)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_draft_a_row(folder: Path, encoding: str) -> None:
    done = batch(folder, TABLE.format(end=""), "-o", "{#科室}.txt", encoding=encoding)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["一科.txt", "二科.txt"]
    text = (folder / "一科.txt").read_text(encoding="utf-8")
    assert "县长 张某" in text.replace("\u3000", " ")
    assert "整改38项" in text
    assert "整改5项" not in text


def test_one_wrong_row_does_not_stop_the_rest(folder: Path) -> None:
    done = batch(folder, TABLE.format(end="。"), "-o", "{#科室}.docx")
    assert done.returncode == 1
    assert "表.csv:3:5: " in done.stderr
    assert (folder / "一科.docx").exists()
    assert not (folder / "二科.docx").exists()


def test_all_wrong_is_two(folder: Path) -> None:
    assert batch(folder, "成绩\n好。\n坏。\n").returncode == 2


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("讲话人.姓明\n张某\n", "改成“姓名”"),
        ("成织\n好\n", "改成“成绩”"),
        ("成绩,成绩\n好,好\n", "重复"),
        ("成绩\n", "没有数据"),
        ("成绩.5\n好\n", "第5项"),
    ],
)
def test_a_wrong_table_gets_a_clear_answer(folder: Path, table: str, says: str) -> None:
    done = batch(folder, table)
    assert done.returncode == 2
    assert says in done.stderr
    assert [path.name for path in folder.glob("*.docx")] == []


def test_a_name_that_is_taken_is_refused_row_by_row(folder: Path) -> None:
    done = batch(folder, TABLE.format(end=""), "-o", "{讲话人.职务}.docx")
    assert done.returncode == 1
    assert "{序号}" in done.stderr
    assert batch(folder, TABLE.format(end=""), "-o", "讲话.docx").returncode == 2


def test_a_column_of_files_cannot_leave_the_folder(folder: Path) -> None:
    done = batch(folder, "#名\n../../坏\n", "-o", "{#名}.docx")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "....坏.docx".lstrip(".")


def test_a_cell_goes_inside_an_item_of_the_brief(folder: Path) -> None:
    (folder / "任务单.yml").write_text(BRIEF + "成绩:\n- {要点: 整改有进展, 事实: [甲]}\n", encoding="utf-8")
    done = batch(folder, "成绩.1.事实\n整改46处\n", "-o", "{序号}.txt")
    assert done.returncode == 0, done.stderr
    assert "整改46处" in (folder / "1.txt").read_text(encoding="utf-8")


def test_two_outlines_give_two_files(folder: Path) -> None:
    done = run(folder, "generate", "任务单.yml", "--outline", "work-meeting", "--outline", "news-report")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_a_sheet_is_read_as_it_is_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    cells = [
        (0.973, "0.0%"),
        (1140, "General"),
        (12345.6, "#,##0.00"),
        ("1月8日", "@"),
        (datetime.date(2026, 1, 8), "yyyy/m/d"),
    ]
    sheet = book.worksheets[0]
    for at, (value, form) in enumerate(cells, 1):
        sheet.cell(1, at, f"列{at}")
        sheet.cell(2, at, value).number_format = form
    book.save(tmp_path / "表.xlsx")
    (row,) = read_table(tmp_path / "表.xlsx")
    assert list(row.texts().values()) == ["97.3%", "1140", "12,345.60", "1月8日", "2026年1月8日"]
    sheet.cell(3, 1, 5).number_format = "[红色]0.0万"
    book.save(tmp_path / "表.xlsx")
    with pytest.raises(UserError, match=r"表\.xlsx:3:1: "):
        read_table(tmp_path / "表.xlsx")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_broken_sheet_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "坏.xlsx").write_bytes(data)
    with pytest.raises(UserError, match=r"坏\.xlsx"):
        read_table(tmp_path / "坏.xlsx")


def test_a_row_gives_what_the_brief_with_its_cells_would_give(folder: Path) -> None:
    """What one row left behind never shows in the next: same title, longer title, another fact, the first one again."""
    rows = ["在大会上的讲话", "在小会上的讲话", "在推进会上的讲话", "在大会上的讲话"]
    facts = ["整改38项", "整改38项", "整改38项", "整改5项"]
    table = "标题,成绩\n" + "".join(f"{title},{fact}\n" for title, fact in zip(rows, facts, strict=True))
    shared = BRIEF + "问题: [底数不清]\n举措: [{要点: 摸清底数, 回应: 底数不清, 任务: [3月底前排查一遍]}]\n"
    (folder / "任务单.yml").write_text(shared, encoding="utf-8")
    assert batch(folder, table, "-o", "{序号}.docx").returncode == 0
    for number, (title, fact) in enumerate(zip(rows, facts, strict=True), 1):
        (folder / "一份.yml").write_text(f"标题: {title}\n成绩: {fact}\n{shared}", encoding="utf-8")
        run(folder, "generate", "一份.yml", "-o", "一份.docx", "--force")
        assert (folder / f"{number}.docx").read_bytes() == (folder / "一份.docx").read_bytes(), title
