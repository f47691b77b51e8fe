"""A table (.xlsx, .csv) as rows of text, every cell with its place: ``单位.xlsx:3:2`` is row 3, column 2.

A number is taken as the sheet shows it, since what she sees is what must be spoken: 0.973 shown as 97.3% stays 97.3%. A cell
whose format we cannot follow to the letter is refused rather than guessed.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.docx_zip import refuse_bomb
from generator.encoding import forbidden, read_text
from generator.errors import Problem, UserError, Where, fail
from generator.source import Scalar

if TYPE_CHECKING:
    from openpyxl.cell import Cell

MAX_ROWS: Final = 5000
_DELIMITERS: Final = (",", "\t", ";", "，")
_NUMBER_FORMAT: Final = re.compile(r"(#,##)?0(\.0+)?(%)?(?:_ ?)?")
_SAVE_AS: Final = "用 Excel 或 WPS 打开，另存为 .xlsx 或 .csv"


class Row(Struct, frozen=True):
    """One row: its number in the file, and its cells by the heading of their column; empty cells are left out."""

    number: int
    cells: tuple[tuple[Scalar, Scalar], ...]

    def texts(self) -> dict[str, str]:
        """Give the cells as text by heading."""
        return {head.value: cell.value for head, cell in self.cells}


def read_table(path: Path) -> tuple[Row, ...]:
    """Read the first sheet of a table; its first row names the columns. Raises UserError with all its mistakes."""
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        lines = _xlsx(path)
    elif suffix in (".csv", ".tsv", ".txt"):
        lines = _csv(path)
    else:
        raise fail(str(path), f"读不了“{suffix}”的表", ".xlsx 或 .csv", _SAVE_AS)
    return _rows(path, lines)


def _rows(path: Path, lines: Sequence[Sequence[Scalar]]) -> tuple[Row, ...]:
    filled = [line for line in lines if any(cell.value for cell in line)]
    if len(filled) < 2:
        raise fail(str(path), "表里没有数据", "第一行是列名，下面一行一份", "补上再来")
    heads, *body = filled
    problems = list(_head_problems(heads))
    rows: list[Row] = []
    for line in body:
        stray = next((cell for at, cell in enumerate(line) if cell.value and not _named(heads, at)), None)
        if stray is not None:
            problems.append(
                Problem(stray.where, f"“{stray.value}”这一列没有列名", "第一行写着列名", "补上列名，或清空")
            )
        cells = tuple((head, cell) for head, cell in zip(heads, line, strict=False) if head.value and cell.value)
        problems += [
            Problem(cell.where, f"这里有看不见的控制字符 U+{ord(bad):04X}", "文字和标点", "重打这个单元格")
            for _, cell in cells
            if (bad := forbidden(cell.value))
        ]
        rows.append(Row(line[0].where.line, cells))
    if problems:
        raise UserError(problems)
    return tuple(rows)


def _named(heads: Sequence[Scalar], at: int) -> bool:
    return at < len(heads) and bool(heads[at].value)


def _head_problems(heads: Sequence[Scalar]) -> Iterator[Problem]:
    seen: set[str] = set()
    for head in heads:
        if head.value and head.value in seen:
            yield Problem(head.where, f"列名“{head.value}”重复了", "每列一个名字", "改名，或删去一列")
        seen.add(head.value)


def _csv(path: Path) -> list[list[Scalar]]:
    text = read_text(path)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[list[Scalar]] = []
    start = 1
    try:
        for fields in reader:
            lines.append(
                [Scalar(field.strip(), Where(str(path), start, at), "double") for at, field in enumerate(fields, 1)]
            )
            start = reader.line_num + 1
            _refuse_length(path, len(lines))
    except csv.Error as error:
        raise fail(
            Where(str(path), reader.line_num, 1), f"这一行读不通（{error}）", "引号成对的 .csv", _SAVE_AS
        ) from None
    return [line for line in lines if line]


def _xlsx(path: Path) -> list[list[Scalar]]:
    try:
        import openpyxl
    except ImportError:
        mend = "pip install 'jianggao[excel]'，或另存为 .csv"
        raise fail(str(path), "没有装读 .xlsx 的组件", "可选组件 excel", mend) from None
    data = _bytes(path)
    try:
        refuse_bomb(data, str(path))
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        lines = _sheet(path, book.worksheets[0].iter_rows())
    except UserError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever a broken file makes it trip over
        wrong = f"这个表打不开（{type(error).__name__}）"
        raise fail(str(path), wrong, "没有密码的、完好的 .xlsx", _SAVE_AS) from None
    return lines


def _sheet(path: Path, rows: Iterator[Any]) -> list[list[Scalar]]:
    lines: list[list[Scalar]] = []
    problems: list[Problem] = []
    for number, cells in enumerate(rows, 1):
        line: list[Scalar] = []
        for at, cell in enumerate(cells, 1):
            where = Where(str(path), number, at)
            text = shown(cell)
            if text is None:
                wrong = f"看不出这个单元格显示成什么（格式 {cell.number_format}）"
                problems.append(Problem(where, wrong, "文字或普通数字", "把单元格格式改成“文本”，重打一遍"))
            line.append(Scalar((text or "").strip(), where, "double"))
        if line:
            lines.append(line)
        _refuse_length(path, len(lines))
    if problems:
        raise UserError(problems)
    return lines


def shown(cell: Cell) -> str | None:
    """Give what a cell shows in Excel, or None when that cannot be told for certain."""
    value, form = cell.value, str(getattr(cell, "number_format", "General") or "General")
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime.datetime() | datetime.date():
            clock = isinstance(value, datetime.datetime) and (value.hour or value.minute)
            return None if clock else f"{value.year}年{value.month}月{value.day}日"
        case int() | float() if form in ("General", "@"):
            return str(int(value)) if float(value).is_integer() and abs(value) < 10**11 else _plain_number(value)
        case int() | float():
            found = _NUMBER_FORMAT.fullmatch(form)
            return _formatted(value, found) if found else None
        case str():
            return None if value.startswith("#") and value.endswith(("!", "?", "/A")) else value
        case _:
            return None


def _plain_number(value: float) -> str | None:
    """Give a number that Excel shows in full in its General format; None when it would be cut or rounded."""
    text = repr(value)
    return text if "e" not in text and len(text) <= len("123456789.1") else None


def _formatted(value: float, found: re.Match[str]) -> str:
    places = len(found[2]) - 1 if found[2] else 0
    number = Decimal(repr(value)) * (100 if found[3] else 1)
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:{',' if found[1] else ''}f}{found[3] or ''}"


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise fail(str(path), "没有这个文件", "一个存在的文件", "检查文件名和所在的文件夹") from None
    except OSError as error:
        wrong = f"文件打不开（{error.strerror or error}）"
        raise fail(str(path), wrong, "可以读的文件", "检查权限，或关掉打开着它的 Excel 或 WPS") from None


def _refuse_length(path: Path, count: int) -> None:
    if count > MAX_ROWS:
        raise fail(str(path), f"表超过{MAX_ROWS}行", "一行一份讲稿", "分成几个表")
