"""Mining on a Dask cluster gives what one process gives, also when a worker dies on the way."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import UserError
from generator.mining.batch import Batch, mine_files, mine_into
from generator.mining.cluster import mine_on_cluster
from tests.test_cli import run

distributed = pytest.importorskip("distributed")

SPEECHES = sorted((Path(__file__).parent / "cases" / "practice" / "clean").glob("*.txt"))
COPIES = 60


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as made:
        yield made


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Some hundred documents: each speech many times, a sentence shorter each time, and one file that cannot be read."""
    folder = tmp_path_factory.mktemp("旧稿")
    files = []
    for number in range(COPIES):
        for speech in SPEECHES:
            sentences = speech.read_text("utf-8").split("。")
            files.append(folder / f"{number:03}-{speech.name}")
            files[-1].write_text("。".join(sentences[: len(sentences) - number % 7]), "utf-8")
    files.append(folder / "空.txt")
    files[-1].touch()
    return files


def content(bank: Path) -> dict[str, str]:
    """Give the phrase files of a bank, and its decisions whatever their order."""
    files = {str(path.relative_to(bank)): path.read_text("utf-8") for path in bank.glob("*/*.yml")}
    rows = (bank / "review.jsonl").read_text("utf-8").splitlines()
    return files | {"review": "\n".join(sorted(rows))}


@pytest.fixture(scope="module")
def one_process(archive: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    bank = tmp_path_factory.mktemp("one")
    mine_into(mine_files(archive, Batch()), bank)
    return content(bank)


def test_a_cluster_gives_what_one_process_gives(
    cluster: object, archive: list[Path], one_process: dict[str, str], tmp_path: Path
) -> None:
    batch = Batch()
    told: list[int] = []
    mine_on_cluster(list(map(str, archive)), tmp_path / "bank", cluster.scheduler_address, batch, told.append)
    assert content(tmp_path / "bank") == one_process
    assert batch.mined == len(archive) - 1
    assert [problem.wrong for problem in batch.problems] == ["文件是空的"]
    assert told == sorted(told)


def test_it_goes_on_when_a_worker_is_killed(
    cluster: object, archive: list[Path], one_process: dict[str, str], tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(done: int) -> None:
        if done and not killed:
            with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
                killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    batch = Batch()
    mine_on_cluster(list(map(str, archive)), tmp_path / "bank", cluster.scheduler_address, batch, kill)
    assert killed
    assert content(tmp_path / "bank") == one_process
    assert batch.mined == len(archive) - 1


def test_mining_the_same_again_changes_nothing(cluster: object, archive: list[Path], tmp_path: Path) -> None:
    few = list(map(str, archive[:40]))
    mine_on_cluster(few, tmp_path, cluster.scheduler_address, Batch(), lambda _: None)
    before = content(tmp_path)
    assert mine_on_cluster(few, tmp_path, cluster.scheduler_address, Batch(), lambda _: None).added == 0
    assert content(tmp_path) == before


def test_an_interruption_keeps_what_was_mined(cluster: object, archive: list[Path], tmp_path: Path) -> None:
    def interrupt(done: int) -> None:
        if done > len(archive) // 2:  # what is kept begins with the first task, which need not end first
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mine_on_cluster(list(map(str, archive)), tmp_path, cluster.scheduler_address, Batch(), interrupt)
    assert json.loads((tmp_path / "review.jsonl").read_text("utf-8").splitlines()[0])


def test_files_may_come_from_fsspec(cluster: object, archive: list[Path], tmp_path: Path) -> None:
    batch = Batch()
    urls = [f"file://{path}" for path in (archive[0], archive[1], tmp_path / "没有.txt")]
    mine_on_cluster(urls, tmp_path / "bank", cluster.scheduler_address, batch, lambda _: None)
    assert batch.mined == 2
    assert [problem.where.file for problem in batch.problems] == urls[2:]


def test_a_wrong_address_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="连不上集群"):
        mine_on_cluster(["x.txt"], tmp_path, "tcp://127.0.0.1:9", Batch(), lambda _: None)


@pytest.mark.parametrize("more", [[], ["--into", "bank", "--jobs", "2"], ["--into", "bank", "--log", "log.txt"]])
def test_the_command_line_says_what_a_cluster_can_do(more: list[str], tmp_path: Path) -> None:
    done = run(tmp_path, "mine", str(SPEECHES[0]), "--cluster", "tcp://127.0.0.1:9", *more)
    assert done.returncode == 2
    assert "集群上只能归入语料库" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_command_line_mines_on_a_cluster(cluster: object, tmp_path: Path) -> None:
    done = run(tmp_path, "mine", *map(str, SPEECHES[:3]), "--into", "bank", "--cluster", cluster.scheduler_address)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "bank"
    assert list((tmp_path / "bank").glob("*/*.yml"))


def test_a_cluster_that_loses_its_last_worker_is_told(
    archive: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.mining.cluster._PATIENCE", 2.0)
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
        ) as lone,
        pytest.raises(UserError, match="没有工人节点"),
    ):
        mine_on_cluster(
            list(map(str, archive)), tmp_path, lone.scheduler_address, Batch(), lambda done: done and lone.scale(0)
        )
