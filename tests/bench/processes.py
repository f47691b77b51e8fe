"""Whole commands against what a user would take instead."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import docx

from tests.bench import peers
from tests.bench.banks import write_bank
from tests.bench.measuring import Row, Used, run, side_by_side

ROOT = Path(__file__).parent.parent.parent
BRIEF = ROOT / "examples" / "safety-work-meeting.yml"
PRACTICE = ROOT / "tests" / "cases" / "practice" / "clean"
PEERS = Path(__file__).parent / "peers"
US = [sys.executable, "-m", "generator"]
_ROWS = 200
_TABLES = (
    ("`generate --data`, the same speech", "标题", "在第{n}次会议上的讲话"),
    ("`generate --data`, other facts a row", "标题,成绩.1.事实.1", "在第{n}次会议上的讲话,排查隐患{n}处"),
)
_PHRASES = 100_000


def start_up(_: Path, times: int) -> Iterator[Row]:
    """Compare ``--version`` with an interpreter that does nothing."""
    ours, bare = side_by_side(times, lambda: run([*US, "--version"]), lambda: run([sys.executable, "-c", "pass"]))
    yield Row("`jianggao --version`", "`python -c pass`", ours.seconds * 1000, bare.seconds * 1000, "ms", 8)


def one_document(folder: Path, times: int) -> Iterator[Row]:
    """Compare ``render`` and ``generate`` with docxtpl, which fills the same speech in."""
    if find_spec("docxtpl") is None:
        raise ModuleNotFoundError("docxtpl: pip install 'jianggao[bench]'")
    out, theirs = folder / "ours.docx", folder / "theirs.docx"
    run([*US, "generate", str(BRIEF), "-o", str(folder / "speech.txt")])
    run([*US, "generate", str(BRIEF), "-o", str(folder / "speech.md")])
    data = peers.write_data((folder / "speech.txt").read_text("utf-8"), folder / "data.json")
    template = peers.docxtpl_template(folder / "template.docx")
    docxtpl = [sys.executable, "-m", "docxtpl", str(template), str(data), str(theirs), "-o", "-q"]
    render, generate, filled = side_by_side(
        times,
        lambda: run([*US, "render", str(folder / "speech.md"), "-o", str(out)], out),
        lambda: run([*US, "generate", str(BRIEF), "-o", str(out)], out),
        lambda: run(docxtpl, theirs),
    )
    for name, used, time_bound, memory_bound in (("render", render, 0.7, 1.0), ("generate", generate, 1.1, 1.2)):
        yield Row(f"`{name}`, time", "docxtpl fills it", used.seconds * 1000, filled.seconds * 1000, "ms", time_bound)
        yield Row(f"`{name}`, memory", "docxtpl fills it", used.megabytes, filled.megabytes, "MB", memory_bound)


def many_documents(folder: Path, times: int) -> Iterator[Row]:
    """Compare ``generate --data`` with easy-template-x, documents a second within one process, start-up left out.

    Theirs fills the same speech under another title each time. Ours does that, and then a table whose rows bring facts of their own.
    """
    if not (PEERS / "node_modules" / "easy-template-x").is_dir() or shutil.which("node") is None:
        raise ModuleNotFoundError(f"easy-template-x: npm install --prefix {PEERS.relative_to(ROOT)} easy-template-x")
    run([*US, "generate", str(BRIEF), "-o", str(folder / "many.txt")])
    data = peers.write_data((folder / "many.txt").read_text("utf-8"), folder / "many.json")
    template = peers.easy_template(folder / "many.docx")
    node = ["node", str(PEERS / "easy-template-x.mjs"), str(template), str(data), str(_ROWS), str(folder)]

    def ours(head: str, cells: str, size: int) -> Used:
        out, table = folder / "out", folder / "table.csv"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        rows = "".join(f"{cells}\n".replace("{n}", str(number)) for number in range(size))
        table.write_text(f"{head}\n{rows}", "utf-8")
        return run([*US, "generate", str(BRIEF), "--data", str(table), "-o", str(out)])

    def theirs() -> Used:
        return Used(float(subprocess.run(node, capture_output=True, check=True, text=True).stdout), 0)

    for name, head, cells in _TABLES:
        one, many, filled = side_by_side(
            times, partial(ours, head, cells, 1), partial(ours, head, cells, _ROWS + 1), theirs
        )
        rate = _ROWS / (many.seconds - one.seconds)
        yield Row(name, "easy-template-x", rate, filled.seconds, "documents/s", 1.2, more_is_better=True)


def large_bank(folder: Path, times: int) -> Iterator[Row]:
    """Compare ``generate`` with a large bank and with the shipped one, both compiled before."""
    bank, out = write_bank(folder / "bank", _PHRASES), folder / "large.docx"
    command = [*US, "generate", str(BRIEF), "-o", str(out)]
    large, shipped = side_by_side(times, lambda: run([*command, "--bank", str(bank)], out), lambda: run(command, out))
    name = f"`generate`, {_PHRASES:,} phrases"
    yield Row(name, "shipped bank", large.seconds * 1000, shipped.seconds * 1000, "ms", 1.5)


def checking(folder: Path, times: int) -> Iterator[Row]:
    """Compare ``check`` of 10,000 characters with python-docx reading them."""
    draft = speech_of(10_000, folder)
    read = f"import docx; [p.text for p in docx.Document({str(draft)!r}).paragraphs]"
    ours, theirs = side_by_side(
        times, lambda: run([*US, "check", str(draft)]), lambda: run([sys.executable, "-c", read])
    )
    name = "`check` of 10,000 characters"
    yield Row(name, "python-docx reads it", ours.seconds * 1000, theirs.seconds * 1000, "ms", 6)


def speech_of(size: int, folder: Path) -> Path:
    """Write a .docx of so many characters of practice speeches."""
    texts = [path.read_text("utf-8") for path in sorted(PRACTICE.glob("*.txt"))]
    text = "\n".join(texts * (1 + size // sum(map(len, texts))))[:size]
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    path = folder / f"{size}.docx"
    document.save(str(path))
    return path
