"""Mining on a Dask cluster: documents go out in chunks, their phrases come back move by move and are filed as one process would.

Results stay on the workers until the move that they belong to has its turn, so that no machine holds the whole archive's
phrases at once. A worker that dies takes its results with it; Dask makes them again on another one.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator import __version__
from generator.errors import Problem, UserError, Where, fail
from generator.mining.abstract import Pattern
from generator.mining.batch import Batch
from generator.mining.families import MinedFamily
from generator.mining.filing import Filed, Filing
from generator.mining.merge import Merging
from generator.mining.mine import mine_text
from generator.readers.documents import raw_text
from generator.vocabulary import MOVES

if TYPE_CHECKING:
    from distributed import Client, Future

HEADINGS: Final = "headings"
_CHUNK: Final = 100  # documents of a task: half a second, so that the scheduler is not what bounds
_FIRST_ROUND: Final = 20  # chunks; later rounds are half as long as all before, so that the bank is seldom read again
_WINDOW: Final = 20  # chunks whose phrases are fetched at a time, by one task
_PATIENCE: Final = 60.0  # seconds without a single worker


class Chunk(Struct, frozen=True):
    """What the documents of one task gave: their names, phrases by move, families, and what could not be read."""

    documents: tuple[str, ...]
    patterns: dict[str, list[Pattern]]
    families: tuple[MinedFamily, ...]
    problems: tuple[Problem, ...]

    def noted(self) -> Chunk:
        """Leave out the phrases."""
        return Chunk(self.documents, {}, self.families, self.problems)


def mine_on_cluster(
    files: Sequence[str], bank: Path, address: str, batch: Batch, advanced: Callable[[int], object]
) -> Filed:
    """Mine *files* (paths that every worker sees, or URLs that fsspec opens) on the cluster at *address* into *bank*.

    *advanced* is told how many documents have been mined so far. What was mined before an interruption is filed all the
    same. Raises UserError when the cluster cannot be used.
    """
    filed = Filed()
    chunks = [tuple(files[at : at + _CHUNK]) for at in range(0, len(files), _CHUNK)]
    with _connected(address) as client:
        at = 0
        while at < len(chunks):
            part = chunks[at : at + max(_FIRST_ROUND, at // 2)]
            futures = client.map(mined_chunk, part, pure=False)
            try:
                for done in _waited(client, futures):
                    advanced(min(_CHUNK * (at + done), len(files)))
            finally:  # after Ctrl-C: what is done from the start of the round on
                ended = list(_ended(futures))
                _file(client, ended, part, bank, filed, batch)
            at += len(part)
    return filed


def mined_chunk(files: Sequence[str]) -> Chunk:
    """Mine the documents of one task, on a worker."""
    documents: list[str] = []
    patterns: dict[str, list[Pattern]] = {}
    families: list[MinedFamily] = []
    problems: list[Problem] = []
    for file in files:
        try:
            with _local(file) as path:
                mined = mine_text(raw_text(path), path.name).slim()
        except UserError as error:
            problems += error.problems
            continue
        documents.append(mined.document)
        families += mined.families
        for pattern in mined.patterns:
            patterns.setdefault(pattern.move, []).append(pattern)
    return Chunk(tuple(documents), patterns, tuple(families), tuple(problems))


@contextlib.contextmanager
def _local(file: str) -> Iterator[Path]:
    """Give a file as this worker reads it; one behind a URL is fetched for as long as it is read."""
    if "://" not in file:
        yield Path(file)
        return
    import fsspec

    with tempfile.TemporaryDirectory(prefix="jianggao-") as folder:
        path = Path(folder) / PurePosixPath(file).name
        try:
            with fsspec.open(file, "rb") as source:
                path.write_bytes(source.read())
        except (OSError, ImportError, ValueError) as error:
            raise fail(file, f"取不到这个文件（{error}）", "工人节点能取到的地址", "检查地址和权限") from None
        yield path


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        mend = "运行 pip install 'jianggao[cluster]' 后再试"
        raise fail("--cluster", "在集群上采录要另装一个组件", "装了 cluster 组件的讲稿", mend) from None
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        wrong = f"连不上集群“{address}”（{str(error).splitlines()[0]}）"
        raise fail("--cluster", wrong, "dask scheduler 的地址，如 tcp://10.0.0.1:8786", "检查地址和调度节点") from None
    try:
        versions = set(client.run(_version).values())
    except Exception as error:  # noqa: BLE001 - whatever a worker without us raises comes back as it is
        client.close()
        raise fail(
            "--cluster", f"工人节点上用不了讲稿（{error}）", "每个工人节点都装了讲稿", "在那里装上同一版"
        ) from None
    if versions - {__version__}:
        client.close()
        wrong = f"工人节点上是讲稿 {'、'.join(sorted(versions))}，这里是 {__version__}"
        raise fail("--cluster", wrong, "同一版", "在每个工人节点上装同一版")
    return client


def _version() -> str:
    return __version__


def _waited(client: Client, futures: Sequence[Future]) -> Iterator[int]:
    """Wait until all tasks have ended, well or badly, and tell now and then how many have.

    Raises UserError when no worker has been there for a minute.
    """
    from distributed import wait

    alone, step = 0.0, 1.0
    while pending := [future for future in futures if not future.done()]:
        with contextlib.suppress(TimeoutError):
            wait(pending, timeout=step)
        yield len(futures) - sum(not future.done() for future in pending)
        alone = 0.0 if client.scheduler_info()["workers"] else alone + step
        if alone > _PATIENCE:
            wrong = "集群上没有工人节点了"
            raise fail("--cluster", wrong, "至少一个工人节点", "起好工人节点再采一次，已经归好的不会重收")


def _ended(futures: Sequence[Future]) -> Iterator[Future]:
    """Give the tasks from the start on that have ended: phrases are filed in the order of the documents."""
    for future in futures:
        if not future.done():
            return
        yield future


def _file(
    client: Client, futures: Sequence[Future], chunks: Sequence[tuple[str, ...]], bank: Path, filed: Filed, batch: Batch
) -> None:
    """File what the tasks gave, one move after the other, and note what could not be read."""
    good = [future for future in futures if future.status == "finished"]
    for future, files in zip(futures, chunks, strict=False):
        if future.status != "finished":
            batch.problems.extend(_failed(future, files))
    windows = [good[at : at + _WINDOW] for at in range(0, len(good), _WINDOW)]
    notes = [note for window in windows for note in client.submit(_noted, window, pure=False).result()]
    documents = [name for note in notes for name in note.documents]
    batch.mined += len(documents)
    batch.problems.extend(problem for note in notes for problem in note.problems)
    for key in (HEADINGS, *MOVES):
        filing = Filing(bank, only=key)
        if key == HEADINGS:
            for family in (family for note in notes for family in note.families):
                filing.put_family(family, filed)
        merging = Merging()
        for window in windows if key != HEADINGS else ():
            merging.add(client.submit(_of, key, window, pure=False).result())
        for one in merging.take():
            filing.put(one, filed)
        filing.put_added(documents, filed)
        filing.save()


def _noted(chunks: Sequence[Chunk]) -> list[Chunk]:
    return [chunk.noted() for chunk in chunks]


def _of(key: str, chunks: Sequence[Chunk]) -> list[Pattern]:
    return [pattern for chunk in chunks for pattern in chunk.patterns.get(key, ())]


def _failed(future: Future, files: Sequence[str]) -> Iterator[Problem]:
    error: Any = future.exception()
    wrong = f"这一组文件让工人节点中止了（{type(error).__name__}）"
    yield from (Problem(Where(file), wrong, "能读的文件", "在本机单采这几份，看是哪一份") for file in files)
