"""The compiled bank: made anew when a file changes, done without where it cannot be kept, equal to what the YAML says."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from generator import cache
from generator.bank import HEARD, load_bank
from generator.bank_search import search
from generator.data import data_path
from generator.errors import UserError
from generator.phrase_files import read_folder


def write(folder: Path, *texts: str, name: str = "mine") -> Path:
    """Write a bank of calls, and give its folder."""
    (folder / "closing").mkdir(parents=True, exist_ok=True)
    path = folder / "closing" / f"{name}.yml"
    lines = "".join(f"- {{text: {text}, role: call, source: own}}\n" for text in texts)
    path.write_text(f"about: 试\nphrases:\n{lines}", "utf-8")
    return folder


def calls(*folders: Path) -> list[str]:
    return [phrase.text for name, phrase in load_bank(*folders).phrases.items() if name.startswith("closing/mine#")]


def kept() -> list[Path]:
    return sorted(cache.folder().glob("*.sqlite"))


def test_it_says_what_the_files_say() -> None:
    read = read_folder(data_path("phrasebank"))
    bank = load_bank()
    assert dict(bank.phrases.items()) == dict(read.phrases)
    assert bank.families == read.families
    assert len(bank.phrases) == len(read.phrases)
    assert all(bank.phrases[name] == phrase for name, phrase in read.phrases.items())


def test_every_phrase_is_in_the_group_of_its_role() -> None:
    bank = load_bank()
    for register in ("讲话", "通稿", "研讨", "交流"):
        for role in {phrase.role for phrase in bank.phrases.values()}:
            wanted = {n for n, p in bank.phrases.items() if p.role == role and register in p.register}
            groups = bank.groups(role, register)
            heard = {name for group in groups for name, _ in group.heard("开头")}
            assert sum(group.size for group in groups) == len(wanted)
            assert heard <= wanted
            assert len(heard) == sum(min(group.size, HEARD) for group in groups)


@pytest.mark.parametrize("settled", [1.0, -1.0], ids=["content-hashed", "stamp-trusted"])
def test_a_changed_file_is_read_again(settled: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_SETTLED", settled)
    assert calls(write(tmp_path, "把事办好。")) == ["把事办好。"]
    assert calls(write(tmp_path, "把事办好。", "把账算清。")) == ["把事办好。", "把账算清。"]
    assert calls(write(tmp_path, "把路走稳。", "把账算清。")) == ["把路走稳。", "把账算清。"]


def test_a_file_changed_just_now_is_never_trusted(tmp_path: Path) -> None:
    path = write(tmp_path, "把事办好。") / "closing" / "mine.yml"
    for text in ("把账算清。", "把路走稳。"):
        path.write_text(path.read_text("utf-8").replace("把事办好。", text).replace("把账算清。", text), "utf-8")
        assert calls(tmp_path) == [text]


def test_only_the_last_content_of_a_folder_is_kept(tmp_path: Path) -> None:
    load_bank()
    before = len(kept())
    for count in (1, 2, 3):
        calls(write(tmp_path, *(f"第{number}件事办好。" for number in range(count))))
    assert len(kept()) == before + 1


def test_a_damaged_or_deleted_index_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "cache")  # others have theirs open
    bank = write(tmp_path / "bank", "把事办好。")
    calls(bank)
    for path in kept():
        path.write_bytes(b"SQLite format 3\0 and then nothing of the kind")
    assert calls(bank) == ["把事办好。"]
    for path in cache.folder().iterdir():
        path.unlink()
    assert calls(bank) == ["把事办好。"]


def test_without_a_cache_it_lives_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "file" / "cache")  # a folder that nobody can make
    assert calls(write(tmp_path / "bank", "把事办好。")) == ["把事办好。"]


def test_two_processes_may_make_it_at_once(tmp_path: Path) -> None:
    write(tmp_path, *(f"第{number}件事办好。" for number in range(300)))
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert pool.map(_count, [tmp_path] * 8) == [300] * 8


def _count(folder: Path) -> int:
    return len(calls(folder))


def test_a_later_bank_overrules_by_id(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one", "把事办好。"), write(tmp_path / "two", "把事办好。")
    path = two / "closing" / "mine.yml"
    path.write_text(path.read_text("utf-8").replace("role: call", "role: call, weight: 3"), "utf-8")
    bank = load_bank(one, two)
    ours = [(name, phrase) for name, phrase in bank.phrases.items() if name.startswith("closing/mine#")]
    heard = [entry for group in bank.groups("call", "讲话") for entry in group.heard("结尾")]
    assert [phrase.weight for _, phrase in ours] == [3]
    assert [phrase.weight for name, phrase in heard if name == ours[0][0]] == [3]
    assert [name for name, _ in search(bank, "把事办好", None, None, 5)].count(ours[0][0]) == 1


def test_of_a_large_group_a_place_hears_a_dozen_and_places_differ(tmp_path: Path) -> None:
    bank = load_bank(write(tmp_path, *(f"第{number}件事办好。" for number in range(500))))
    group = next(group for group in bank.groups("call", "讲话") if group.size == 500)
    heard = {place: [name for name, _ in group.heard(place)] for place in ("结尾", "举措/1", "举措/2")}
    assert all(len(set(names)) == HEARD for names in heard.values())
    assert len({tuple(names) for names in heard.values()}) == 3
    assert heard["结尾"] == [name for name, _ in group.heard("结尾")]


def test_two_characters_are_enough_to_search(tmp_path: Path) -> None:
    bank = load_bank(write(tmp_path, "把鳌头占住。", "鳌，只有一个字。"))
    assert next(phrase.text for _, phrase in search(bank, "鳌头", None, None, 5)) == "把鳌头占住。"
    assert {phrase.text for _, phrase in search(bank, "鳌", None, None, 5)} == {"把鳌头占住。", "鳌，只有一个字。"}
    assert search(bank, "鳌头", "问题", None, 5) == []
    assert search(bank, "，", None, None, 5) == []
    assert search(bank, '鳌" OR "头', None, None, 5)


def test_an_index_damaged_while_it_is_open_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "cache")
    bank = load_bank(write(tmp_path / "bank", *(f"第{number}件事办好。" for number in range(2000))))
    for path in kept():
        path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(UserError, match="索引"):
        dict(bank.phrases.items())
