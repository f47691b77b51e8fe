"""Many drafts in one go: one brief, the rows of a table, one or several outlines. Bank and files are read once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator import source
from generator.bank import Bank, load_bank
from generator.brief.items import Known
from generator.brief.merging import check_columns, merged
from generator.brief.places import locate_in
from generator.brief.reading import build_brief
from generator.errors import UserError, Where, fail, nearest
from generator.files import file_name, keep_and_write, same_file
from generator.generation import Generated, draft_from, in_file
from generator.manner import Manner
from generator.planning.compose import Plans
from generator.source import Mapping, Scalar

if TYPE_CHECKING:
    from generator.tables import Row

NUMBER, TITLE, OUTLINE = "序号", "标题", "提纲"
_FIELD: Final = re.compile(r"\{([^{}]*)\}")


class Job(Struct, frozen=True):
    """One draft to make: a row of the table (None without a table) and an outline (None for the brief's own)."""

    number: int
    row: Row | None
    outline: str | None


class Outcome(Struct, frozen=True):
    """What became of a job: the file and the draft, or the error that stopped it."""

    job: Job
    path: Path | None = None
    generated: Generated | None = None
    kept: Path | None = None
    error: UserError | None = None


class Batch(Struct, frozen=True):
    """Everything that the jobs share, read and checked before the first of them starts."""

    brief: Path
    top: Mapping
    bank: Bank
    manner: Manner
    pattern: str
    jobs: tuple[Job, ...]
    inputs: tuple[Path, ...]

    def run(self) -> Iterator[Outcome]:
        """Make the drafts one after the other; a wrong row gives its error and does not stop the rest."""
        made: set[Path] = set()
        items: Known = {}
        plans: Plans = {}
        for job in self.jobs:
            try:
                outcome = self._one(job, made, items, plans)
            except UserError as error:
                outcome = Outcome(job, error=error)
            yield outcome

    def _one(self, job: Job, made: set[Path], items: Known, plans: Plans) -> Outcome:
        manner = self.manner
        top = merged(self.top, job.row.cells) if job.row is not None else self.top
        if job.outline is not None:
            word = Scalar(job.outline, Where("--outline"), "double")
            top = merged(top, [(Scalar(OUTLINE, word.where), word)])
        try:
            brief = build_brief(top, items)
            generated = draft_from(brief, manner.settings, self.bank, manner.seed, near=self.brief.parent, plans=plans)
        except UserError as error:
            raise UserError(in_file(each, lambda place: locate_in(top, place)) for each in error.problems) from error
        path = self._path(job, generated)
        if path in made:
            raise fail(str(path), "前面一份已经用了这个文件名", "每份一个文件名", "在 -o 里加上 {序号} 或有区别的列")
        if same_file(path, *self.inputs, generated.outline.path):
            raise fail(str(path), "输出会盖掉任务单、表、设置或提纲", "另一个文件名", "用 -o 换一个文件名")
        data = manner.written(generated, path)
        kept = keep_and_write(path, data, force=manner.force)
        made.add(path)
        return Outcome(job, path, generated, kept)

    def _path(self, job: Job, generated: Generated) -> Path:
        values = {NUMBER: f"{job.number:0{len(str(len(self.jobs)))}d}", TITLE: generated.draft.title}
        values[OUTLINE] = generated.outline.front.name
        values |= job.row.texts() if job.row is not None else {}
        pattern = Path(self.pattern)
        name = _FIELD.sub(lambda found: values.get(found[1], ""), pattern.name)
        return pattern.with_name(file_name(Path(name).stem) + pattern.suffix)


def prepare(
    brief: Path,
    table: Path | None,
    outlines: Sequence[str],
    out: Path | None,
    manner: Manner,
    inputs: Sequence[Path] = (),
) -> Batch:
    """Read brief, table and bank, and check what all drafts share. Raises UserError before anything is written.

    *out* is a folder or a pattern of file names: ``{序号}``, ``{标题}``, ``{提纲}`` and the names of columns are filled in.
    """
    rows: Sequence[Row | None] = _rows(table)
    heads = {head.value: head for row in rows if row is not None for head, _ in row.cells}
    check_columns(heads.values())
    pairs = [(row, outline) for row in rows for outline in (outlines or (None,))]
    return Batch(
        brief=brief,
        top=source.load(brief),
        bank=load_bank(*manner.settings.banks),
        manner=manner,
        pattern=_pattern(out, heads, several_outlines=len(outlines) > 1),
        jobs=tuple(Job(number, *pair) for number, pair in enumerate(pairs, 1)),
        inputs=(brief, *([table] if table else []), *inputs),
    )


def _rows(table: Path | None) -> Sequence[Row | None]:
    if table is None:
        return (None,)
    from generator.tables import read_table  # lxml and openpyxl, for a table only

    return read_table(table)


def _pattern(out: Path | None, heads: dict[str, Scalar], *, several_outlines: bool) -> str:
    usual = "-".join([*(["{序号}"] if heads else []), "{标题}", *(["{提纲}"] if several_outlines else [])]) + ".docx"
    if out is None or out.is_dir():
        return str((out or Path()) / usual)
    allowed = [NUMBER, TITLE, OUTLINE, *heads]
    for word in _FIELD.findall(out.name):
        if word not in allowed:
            near = nearest(word, allowed)
            mend = f"改成“{{{near}}}”" if near else "从中选一个"
            raise fail("-o", f"不认识的“{{{word}}}”", "、".join(f"{{{name}}}" for name in allowed) + "之一", mend)
    if not _FIELD.search(out.name):
        raise fail("-o", f"几份讲稿要用同一个文件名“{out.name}”", "文件夹，或带 {序号} 的文件名", f"例如 -o {usual}")
    return str(out)
