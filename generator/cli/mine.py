"""``jianggao mine``: old speeches into units, clean text or phrases for the bank."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from generator.errors import UserError, fail

if TYPE_CHECKING:
    from generator.mining.batch import Batch
    from generator.mining.filing import Filed
    from generator.mining.mine import Mined

Format = Literal["phrases", "units", "text"]
_WORTH_A_BAR = 2  # files
_WORTH_A_PROCESS = 40  # files; fewer are mined before a second process has started


def mine(  # noqa: PLR0913, PLR0917 - what typer turns into options
    paths: Annotated[list[str], typer.Argument(metavar="旧稿…", help="文件或文件夹，可以写几个", show_default=False)],
    into: Annotated[Path | None, typer.Option("--into", help="把语句归入这个语料库文件夹")] = None,
    format_: Annotated[
        Format, typer.Option("--format", help="phrases 语句、units 逐句的语步、text 洗净的正文")
    ] = "phrases",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="写到这个文件，不写就打印出来")] = None,
    noise: Annotated[bool, typer.Option("--noise", help="units 里连删去的行一起列出")] = False,
    steps: Annotated[bool, typer.Option("--steps", help="一步一步列出洗稿的结果")] = False,
    log: Annotated[Path | None, typer.Option("--log", help="把改了什么、什么没收、为什么，写进这个文件")] = None,
    force: Annotated[bool, typer.Option("--force", help="-o 的文件已有别的内容也覆盖")] = False,
    explain: Annotated[int | None, typer.Option("--explain", help="说明第几句为什么是这个语步", min=1)] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", help="用几个进程，不写就看有几个核", min=1, max=256, show_default=False)
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="地址", help="在 Dask 集群上采", show_default=False)
    ] = None,
) -> None:
    """从旧稿里采语句。例：jianggao mine 旧稿/ --into 我的语料/。"""
    from generator.mining.batch import Batch, mine_files, mine_into
    from generator.readers.documents import gather

    batch = Batch()
    if cluster is not None:
        if into is None or jobs or log or steps or explain:
            raise fail("--cluster", "集群上只能归入语料库", "--cluster 和 --into", "去掉别的选项，写上 --into")
        _on_cluster(paths, into, cluster, batch)
        return
    files = gather([Path(path) for path in paths])
    if steps or explain:
        lines = (line for path in files for line in (_steps(path) if steps else _explained(path, explain or 1)))
        _give(lines, out, [Path(path) for path in paths], force=force)
        return
    jobs = jobs or _cores(len(files))
    mined = mine_files(files, batch, jobs=jobs, slim=into is not None and log is None)
    documents = _logged(_watched(mined, len(files)), log)
    if into is not None:
        _told(mine_into(documents, into), into)
    else:
        _give(_lines(documents, format_, noise=noise), out, files, force=force)
    _tell(batch, len(files))


def _cores(files: int) -> int:
    """Count the cores that this process may use, but no more than *files* are worth."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, files // _WORTH_A_PROCESS))


def _lines(documents: Iterator[Mined], format_: Format, *, noise: bool) -> Iterator[str]:
    from generator.mining.mine import unit_rows

    if format_ == "units":
        for mined in documents:
            yield from (json.dumps(row, ensure_ascii=False) for row in unit_rows(mined, noise=noise))
    elif format_ == "text":
        for mined in documents:
            yield from _paragraphs(mined)
    else:
        from generator.mining.filing import phrase_lines

        yield from phrase_lines(documents)


def _paragraphs(mined: Mined) -> Iterator[str]:
    texts: dict[int, str] = {}
    for one in mined.units:
        texts[one.unit.paragraph] = texts.get(one.unit.paragraph, "") + one.unit.text
    yield from texts.values()


def _steps(path: Path) -> Iterator[str]:
    from generator.mining.cleaning import stages
    from generator.readers.documents import raw_text

    yield f"== {path.name}"
    for number, stage in enumerate(stages(raw_text(path)), 1):
        yield f"-- {number} {stage.step.name} {stage.step.about}：改了{len(stage.changes)}处"
        for change in stage.changes:
            yield f"   第{change.raw}行 {change.before} → {change.after or '（删去）'}"
        if stage.changes:
            yield from (f"   | {line.text}" for line in stage.lines)


def _explained(path: Path, number: int) -> Iterator[str]:
    from generator.mining.cleaning import clean
    from generator.mining.evidence import evidence
    from generator.mining.genre import genre_of
    from generator.mining.label import label
    from generator.mining.units import cut
    from generator.readers.documents import raw_text
    from generator.vocabulary import MOVE_NAMES

    cleaned = clean(raw_text(path))
    broken = any(change.step == "tail" for change in cleaned.changes)
    units = cut(cleaned.lines)
    if number > len(units):
        raise fail(str(path), f"没有第{number}句", f"1到{len(units)}", "用 --format units 看编号")
    one = label(units, broken=broken)[number - 1]
    yield f"{path.name} 第{number}句 {MOVE_NAMES[one.move]}：{one.unit.text}"
    reasons = evidence(units, genre_of(units), broken=broken)[number - 1].reasons()
    for reason in sorted(reasons, key=lambda reason: -abs(reason.weight)):
        yield f"  {reason.weight:+.1f} {MOVE_NAMES[reason.move]} {reason.what}"
    yield "  前后两句的语步按次序再加减分，见 cues.yml 的 order"


def _logged(documents: Iterator[Mined], log: Path | None) -> Iterator[Mined]:
    """Pass *documents* on and write what was changed and refused into *log*, if there is one."""
    if log is None:
        yield from documents
        return
    from generator.files import write_beside

    lines: list[str] = []
    try:
        for mined in documents:
            lines += [
                f"{mined.document}\t{change.step}\t第{change.raw}行\t{change.before}\t{change.after or '（删去）'}"
                for change in mined.changes
            ]
            lines += [
                f"{mined.document}\t未收\t{one.source}\t{one.text}\t{one.refused}"
                for one in mined.patterns
                if one.refused
            ]
            yield mined
    finally:
        write_beside(log, (f"{line}\n".encode() for line in lines))


def _on_cluster(paths: Sequence[str], bank: Path, address: str, batch: Batch) -> None:
    from generator.mining.cluster import mine_on_cluster
    from generator.readers.documents import gather

    local = [Path(path).absolute() for path in paths if "://" not in path]
    files = [*(map(str, gather(local)) if local else ()), *(path for path in paths if "://" in path)]
    if len(files) < _WORTH_A_BAR or not sys.stderr.isatty():
        filed = mine_on_cluster(files, bank, address, batch, lambda _: None)
    else:
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True)) as progress:
            task = progress.add_task("采录", total=len(files))
            filed = mine_on_cluster(files, bank, address, batch, lambda done: progress.update(task, completed=done))
    _told(filed, bank)
    _tell(batch, len(files))


def _told(filed: Filed, bank: Path) -> None:
    typer.echo(str(bank))
    typer.echo(f"新收{filed.added}条，已有{filed.known}条，以前不要的{filed.dropped}条", err=True)
    if filed.added:
        typer.echo(f"看一遍再用：jianggao phrases review {bank}", err=True)


def _give(lines: Iterator[str], out: Path | None, read: Sequence[Path], *, force: bool) -> None:
    """Print *lines*, or write them to *out*, which is none of the files that are *read* and holds nothing else."""
    if out is None:
        for line in lines:
            typer.echo(line)
        return
    from generator.files import same_file, write_beside

    if same_file(out, *read):
        raise fail(str(out), "这正是要读的旧稿", "另一个文件名", "用 -o 换一个文件名")
    if out.exists() and not force:
        raise fail(str(out), "已经有这个文件", "新文件名", "用 -o 换一个文件名；确实要覆盖就加 --force")
    write_beside(out, (f"{line}\n".encode() for line in lines))
    typer.echo(str(out))


def _watched(documents: Iterator[Mined], total: int) -> Iterator[Mined]:
    """Pass *documents* on under a progress bar, where a terminal can show one and there is more than one file."""
    if total < _WORTH_A_BAR or not sys.stderr.isatty():
        yield from documents
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(documents, "采录", total=total, console=Console(stderr=True))


def _tell(batch: Batch, total: int) -> None:
    """Name the files that failed: exit 1 when some did, 2 when all did."""
    if not batch.problems:
        return
    error = UserError(batch.problems)
    if not batch.mined:
        raise error
    typer.echo(str(error), err=True)
    typer.echo(f"{total}个文件里有{total - batch.mined}个没有读成", err=True)
    raise typer.Exit(1)
