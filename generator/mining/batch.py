"""Many documents: read, mined one by one, their phrases merged as they come, so that memory grows with the phrases only."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct, field

from generator.errors import Problem, UserError, fail
from generator.mining.families import MinedFamily
from generator.mining.filing import Filed, Filing
from generator.mining.merge import Merging
from generator.mining.mine import Mined, mine_text
from generator.readers.documents import raw_text

_CHUNK: Final = 8  # files that a process gets at a time
_AHEAD: Final = 4  # chunks a process that may wait to be merged
_SAVE_EVERY: Final = 200  # documents, or a fifth of those done: writing the bank again and again stays cheap

_Done: TypeAlias = list[Mined | tuple[Problem, ...]]
_Work: TypeAlias = Callable[[Sequence[Path]], _Done]


class Batch(Struct):
    """What a run did: documents mined, and the problems of those that could not be read."""

    mined: int = 0
    problems: list[Problem] = field(default_factory=list)


def mine_files(files: Sequence[Path], batch: Batch, *, jobs: int = 1, slim: bool = False) -> Iterator[Mined]:
    """Mine *files* in order, in so many processes; one that cannot be read is noted in *batch*, the others go on.

    *slim* leaves out what a bank does not need: the units, the changes, the sentences that were refused.
    """
    work = partial(_mined, slim=slim)
    chunks = list(_chunks(files))
    for found in map(work, chunks) if jobs == 1 else _in_processes(work, chunks, jobs):
        for one in found:
            if isinstance(one, Mined):
                batch.mined += 1
                yield one
            else:
                batch.problems.extend(one)


def _chunks(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    for start in range(0, len(files), _CHUNK):
        yield files[start : start + _CHUNK]


def _mined(files: Sequence[Path], *, slim: bool) -> _Done:
    found: _Done = []
    for path in files:
        try:
            mined = mine_text(raw_text(path), path.name)
        except UserError as error:
            found.append(tuple(error.problems))
        else:
            found.append(mined.slim() if slim else mined)
    return found


def _in_processes(work: _Work, chunks: Iterable[Sequence[Path]], jobs: int) -> Iterator[_Done]:
    """Run *work* on *chunks* in *jobs* processes, in order, a few chunks ahead so that results do not pile up."""
    import signal
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    ignore = partial(signal.signal, signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which saves what it has
    pool = ProcessPoolExecutor(jobs, initializer=ignore)
    ahead: deque[Future[_Done]] = deque()
    try:
        for chunk in chunks:
            ahead.append(pool.submit(work, chunk))
            if len(ahead) > jobs * _AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    except BrokenProcessPool:
        wrong, mend = "一个采录进程被系统中止了，多半是内存不够", "已经采到的都存下了；加 --jobs 1 再采一次"
        raise fail("jianggao mine", wrong, "进程都在", mend) from None
    finally:
        pool.shutdown(cancel_futures=True)


def mine_into(documents: Iterator[Mined], bank: Path) -> Filed:
    """File the phrases of *documents* into *bank*; what was mined before an interruption is filed all the same."""
    filing, filed, merging = Filing(bank), Filed(), Merging()
    waiting: list[str] = []
    families: list[MinedFamily] = []

    def save() -> None:
        for family in families:
            filing.put_family(family, filed)
        for one in merging.take():
            filing.put(one, filed)
        filing.put_added(waiting, filed)
        filing.save()
        waiting.clear()
        families.clear()

    try:
        for done, mined in enumerate(documents, 1):
            merging.add(pattern for pattern in mined.patterns if not pattern.refused)
            families += mined.families
            waiting.append(mined.document)
            if len(waiting) >= max(_SAVE_EVERY, done // 5):
                save()
    finally:
        save()
    return filed
