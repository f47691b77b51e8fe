"""What ``jianggao generate`` does after its arguments are read: one draft, or many with a bar and a table at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from msgspec import Struct

from generator.errors import fail

if TYPE_CHECKING:
    from generator.batch import Batch, Outcome
    from generator.generation import Generated
    from generator.manner import Manner


class Wishes(Struct, frozen=True):
    """What the drafter asks of the sentences of one draft."""

    pin: tuple[str, ...] = ()
    alternatives: str | None = None
    explain: bool = False
    history: Path | None = None
    variants: int = 1


def make_one(
    brief: Path, out: Path | None, outline: str | None, manner: Manner, wishes: Wishes, inputs: Sequence[Path]
) -> None:
    """Make one draft, or its variants; the summary goes to stderr, paths to stdout."""
    from generator import picks
    from generator.generation import generate_draft
    from generator.planning.memory import Memory

    settings, kept = manner.settings, picks.picks_file(brief)
    former = picks.read_history(wishes.history) if wishes.history else {}
    inputs = (brief, *inputs, *((wishes.history,) if wishes.history else ()))
    for turn in range(wishes.variants):
        memory = Memory(picks.read_picks(kept), former)
        generated = generate_draft(brief, settings, settings.banks, manner.seed + turn, outline, memory)
        if wishes.alternatives is not None:
            for line in picks.alternatives(generated, wishes.alternatives):
                typer.echo(line)
            return
        for line in picks.explained(generated) if wishes.explain else ():
            typer.echo(line, err=True)
        if wishes.pin and turn == 0:
            picks.pin(kept, wishes.pin, generated)
        _write_one(generated, out, f"-{turn + 1}" if wishes.variants > 1 else "", manner, inputs)
        if wishes.history:
            picks.add_to_history(wishes.history, generated)


def _write_one(generated: Generated, out: Path | None, mark: str, manner: Manner, inputs: Sequence[Path]) -> None:
    from generator.files import file_name, keep_and_write, same_file
    from generator.summary import summary

    target = out or Path(f"{file_name(generated.draft.title)}.docx")
    target = target.with_name(f"{target.stem}{mark}{target.suffix}")
    if same_file(target, *inputs, generated.outline.path):
        raise fail(str(target), "输出会盖掉任务单、设置或提纲", "另一个文件名", "用 -o 换一个文件名")
    data = manner.written(generated, target)
    tell_kept(keep_and_write(target, data, force=manner.force))
    for line in summary(generated):
        typer.echo(line, err=True)
    typer.echo(str(target))


def make_many(
    brief: Path,
    table: Path | None,
    out: Path | None,
    outlines: Sequence[str],
    manner: Manner,
    inputs: Sequence[Path],
) -> None:
    """Make a draft a row and outline; exits 1 when some could not be made, 2 when none could."""
    from generator.batch import prepare
    from generator.cli.columns import columns

    batch = prepare(brief, table, outlines, out, manner, inputs)
    outcomes = list(_watched(batch))
    failed = sum(outcome.error is not None for outcome in outcomes)
    for outcome in outcomes:
        tell_kept(outcome.kept)
        if outcome.path is not None:
            typer.echo(str(outcome.path))
    for line in columns([("份", "行", "字数", "待补", "结果"), *map(_row, outcomes)]):
        typer.echo(line, err=True)
    for outcome in outcomes:
        if outcome.error is not None:
            typer.echo(f"第{outcome.job.number}份：\n{outcome.error}", err=True)
    typer.echo(
        f"共{len(outcomes)}份，写成{len(outcomes) - failed}份" + (f"，没写成{failed}份" if failed else ""), err=True
    )
    if failed:
        raise typer.Exit(2 if failed == len(outcomes) else 1)


def tell_kept(copy: Path | None) -> None:
    """Say where the older file went that ``--force`` replaced."""
    if copy is not None:
        typer.echo(f"旧文件留在 {copy}", err=True)


def _watched(batch: Batch) -> Iterator[Outcome]:
    """Run a batch behind a progress bar where somebody watches; rich is not imported otherwise."""
    if not sys.stderr.isatty():
        yield from batch.run()
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(batch.run(), "生成", total=len(batch.jobs), console=Console(stderr=True), transient=True)


def _row(outcome: Outcome) -> tuple[str, ...]:
    from generator.summary import count

    row = str(outcome.job.row.number) if outcome.job.row is not None else "-"
    if outcome.generated is None or outcome.path is None:
        problems = len(outcome.error.problems) if outcome.error is not None else 0
        return str(outcome.job.number), row, "-", "-", f"没写成，{problems}处错误"
    draft = outcome.generated.draft
    blanks = sum(span.origin.kind == "blank" for span in draft.spans())
    return str(outcome.job.number), row, str(count(draft)), str(blanks), str(outcome.path)
