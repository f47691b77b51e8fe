"""``jianggao mine`` and ``phrases review``: what is filed, what is left alone, what is remembered."""

import json
import os
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from msgspec.structs import replace
from typer.testing import CliRunner

from generator.bank import load_bank
from generator.cli import application
from generator.errors import UserError
from generator.mining.abstract import Pattern
from generator.mining.batch import Batch, _in_processes, mine_files, mine_into
from generator.mining.decisions import NAME, load_decisions
from generator.mining.merge import merged
from generator.mining.mine import mine_text
from tests.test_mining_gate import PRACTICE, SHARED, needs_seeds

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = PRACTICE / "documents"
ONE = DOCUMENTS / "01-work-safety-conference.txt"
RUN = CliRunner()


def _files(bank: Path) -> dict[str, bytes]:
    return {str(path.relative_to(bank)): path.read_bytes() for path in sorted(bank.rglob("*")) if path.is_file()}


def _into(bank: Path, *paths: Path) -> None:
    found = RUN.invoke(application(), ["mine", *map(str, paths), "--into", str(bank)])
    assert found.exit_code == 0, found.output


def test_a_bank_is_made_that_can_be_loaded(tmp_path: Path) -> None:
    _into(tmp_path / "bank", DOCUMENTS)
    phrases = [phrase for phrase in load_bank(tmp_path / "bank").phrases.values() if ".txt#" in phrase.source]
    assert len([phrase for phrase in phrases if phrase.source[:3] in {"01-", "09-"}]) > 20


def test_mining_twice_changes_nothing(tmp_path: Path) -> None:
    _into(tmp_path, DOCUMENTS)
    before = _files(tmp_path)
    _into(tmp_path, DOCUMENTS)
    assert _files(tmp_path) == before


def test_what_a_person_edited_is_left_alone(tmp_path: Path) -> None:
    _into(tmp_path, ONE)
    path = tmp_path / "measures" / "mined-action.yml"
    text = path.read_text("utf-8")
    first = yaml.safe_load(text)["phrases"][0]["text"]
    edited = text.replace(first, "我改过的这一句话。", 1).replace("about:", "# 我的批注\nabout:", 1)
    path.write_text(edited, "utf-8")
    _into(tmp_path, ONE)
    assert path.read_text("utf-8") == edited
    _into(tmp_path, DOCUMENTS)
    assert path.read_text("utf-8").startswith(edited.rstrip("\n")[:200])
    assert "我改过的这一句话。" in path.read_text("utf-8")
    assert f'"{first}"' not in path.read_text("utf-8")


def test_sources_add_up(tmp_path: Path) -> None:
    copy = tmp_path / "in" / "again.txt"
    copy.parent.mkdir()
    shutil.copy(ONE, copy)
    _into(tmp_path / "bank", ONE)
    _into(tmp_path / "bank", copy)
    entries = yaml.safe_load((tmp_path / "bank/measures/mined-action.yml").read_text("utf-8"))["phrases"]
    assert [entry["also"] for entry in entries if "again.txt" not in str(entry.get("also"))] == []
    assert all(entry["source"].startswith("01-") for entry in entries)


def test_review_is_remembered(tmp_path: Path) -> None:
    _into(tmp_path, ONE)
    new = len([row for row in load_decisions(tmp_path).rows.values() if row.move != "headings"])
    found = RUN.invoke(
        application(), ["phrases", "review", str(tmp_path)], input="d\ne\n我改写的一句话。\nm\nclosing\nk\nq\n"
    )
    assert found.exit_code == 0, found.output
    rows = [row for row in load_decisions(tmp_path).rows.values() if row.move != "headings"]
    assert sorted(row.decision for row in rows if row.decision != "new") == ["drop", "edit", "edit", "keep"]
    assert len(rows) == new
    dropped = next(row.mined for row in rows if row.decision == "drop")
    after = _files(tmp_path)
    _into(tmp_path, ONE)
    assert _files(tmp_path) == after
    texts = [phrase.text for phrase in load_bank(tmp_path).phrases.values()]
    assert dropped not in texts
    assert "我改写的一句话。" in texts
    assert len(list(tmp_path.glob("closing/mined-call.yml"))) == 1


def test_a_dropped_phrase_comes_not_back_into_an_empty_bank(tmp_path: Path) -> None:
    _into(tmp_path / "a", ONE)
    RUN.invoke(application(), ["phrases", "review", str(tmp_path / "a")], input="d\nq\n")
    dropped = next(row for row in load_decisions(tmp_path / "a").rows.values() if row.decision == "drop")
    (tmp_path / "b").mkdir()
    shutil.copy(tmp_path / "a" / NAME, tmp_path / "b" / NAME)
    _into(tmp_path / "b", ONE)
    assert dropped.mined not in "".join(path.read_text("utf-8") for path in tmp_path.glob("b/*/*.yml"))


def test_a_broken_review_file_is_refused_whole(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"move": 3}\nnonsense\n', "utf-8")
    found = RUN.invoke(application(), ["mine", str(ONE), "--into", str(tmp_path)])
    assert isinstance(found.exception, UserError)
    assert len(found.exception.problems) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == [NAME]


@needs_seeds
def test_the_shipped_part_is_what_the_documents_give(tmp_path: Path) -> None:
    assert SHARED is not None
    shutil.copy(ROOT / "phrasebank" / NAME, tmp_path / NAME)
    _into(tmp_path, SHARED / "seeds")
    shipped = {
        path.relative_to(ROOT / "phrasebank"): path.read_bytes() for path in ROOT.glob("phrasebank/*/mined-*.yml")
    }
    assert {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.glob("*/*.yml")} == shipped


def test_units_keep_their_contract() -> None:
    found = RUN.invoke(application(), ["mine", str(ONE), "--format", "units", "--noise"])
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert all(set(row) == {"document", "n", "text", "move", "level", "place"} for row in rows)
    assert [row["n"] for row in rows if row["n"]] == list(range(1, len([row for row in rows if row["n"]]) + 1))
    assert {row["move"] for row in rows if not row["n"]} == {"noise"}
    assert {row["document"] for row in rows} == {ONE.name}


def test_text_and_phrases(tmp_path: Path) -> None:
    found = RUN.invoke(application(), ["mine", str(ONE), "--format", "text", "-o", str(tmp_path / "clean.txt")])
    assert found.stdout.strip() == str(tmp_path / "clean.txt")
    assert (tmp_path / "clean.txt").read_text("utf-8").startswith("在全市安全生产工作会议上的讲话\n同志们：\n")
    phrases = yaml.safe_load(RUN.invoke(application(), ["mine", str(ONE)]).stdout)
    assert {"text", "role", "source"} <= set(phrases["measures"][0])


def test_steps_log_and_reasons(tmp_path: Path) -> None:
    steps = RUN.invoke(application(), ["mine", str(ONE), "--steps"]).stdout
    assert "-- 6 furniture" in steps
    log = tmp_path / "log.txt"
    RUN.invoke(application(), ["mine", str(ONE), "--log", str(log), "-o", str(tmp_path / "x")])
    assert "电动白行车" in log.read_text("utf-8")
    assert "\t未收\t" in log.read_text("utf-8")
    why = RUN.invoke(application(), ["mine", str(ONE), "--explain", "8"]).stdout
    assert "成绩" in why.splitlines()[0]
    assert "有“" in why


def test_some_files_fail_and_the_others_go_on(tmp_path: Path) -> None:
    shutil.copy(ONE, tmp_path / "好.txt")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04broken")
    found = RUN.invoke(application(), ["mine", str(tmp_path), "--format", "text"])
    assert found.exit_code == 1
    assert "坏.docx" in found.stderr
    assert "同志们" in found.stdout
    (tmp_path / "好.txt").unlink()
    assert isinstance(RUN.invoke(application(), ["mine", str(tmp_path), "--format", "text"]).exception, UserError)


def test_an_interruption_loses_nothing(tmp_path: Path) -> None:
    def documents():
        yield from list(mine_files([ONE], Batch()))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mine_into(documents(), tmp_path)
    before = _files(tmp_path)
    assert any(name.startswith("measures") for name in before)
    _into(tmp_path, ONE)
    assert _files(tmp_path) == before


def test_two_processes_give_what_one_gives(tmp_path: Path) -> None:
    files = [tmp_path / "旧稿" / f"{at:02}.txt" for at in range(24)]
    files[0].parent.mkdir()
    texts = [path.read_text("utf-8") for path in sorted(DOCUMENTS.glob("*.txt"))]
    for at, path in enumerate(files):
        path.write_text(texts[at % len(texts)], "utf-8")
    (tmp_path / "旧稿" / "11坏.docx").write_bytes(b"PK\x03\x04broken")
    for jobs in ("1", "2"):
        found = RUN.invoke(
            application(), ["mine", str(tmp_path / "旧稿"), "--into", str(tmp_path / jobs), "--jobs", jobs]
        )
        assert found.exit_code == 1
        assert "11坏.docx" in found.stderr
    assert _files(tmp_path / "1") == _files(tmp_path / "2")


def test_a_process_that_dies_is_told() -> None:
    found = _in_processes(_dies_at_three, [[Path(str(at))] for at in range(9)], 2)
    assert next(found) == [(Path("0"),)]
    with pytest.raises(UserError, match="--jobs 1"):
        list(found)


def _dies_at_three(files: list[Path]) -> list[tuple[Path, ...]]:
    if files == [Path("3")]:
        os._exit(9)
    return [tuple(files)]


def test_sources_are_named_but_not_without_end(tmp_path: Path) -> None:
    mined = mine_text(ONE.read_text("utf-8"), "x.txt")
    text = next(pattern for pattern in mined.patterns if not pattern.refused)
    for _ in range(2):  # filed in two runs: the limit holds across them
        again = [replace(mined, document=f"{n}", patterns=(structs.replace(text, source=f"{n}#1"),)) for n in range(60)]
        mine_into(iter(again), tmp_path)
    [path] = [path for path in tmp_path.glob("*/*.yml") if text.text in path.read_text("utf-8")]
    [entry] = yaml.safe_load(path.read_text("utf-8"))["phrases"]
    assert (entry["source"], entry["also"]) == ("0#1", [f"{n}#1" for n in range(1, 21)])


def test_near_duplicates_are_one() -> None:
    def pattern(text: str, source: str, move: str = "measures") -> Pattern:
        return Pattern(text, move, "action", (), (), (), source)

    text = "各级各部门要把{{主题工作}}摆上重要议事日程，定期研究部署，及时解决工作中遇到的困难和问题。"
    near = text.replace("及时解决", "及时研究解决")
    found = merged([
        pattern(text, "a#1"), pattern(near, "b#2"), pattern(text, "c#3"), pattern(text, "d#4", "closing"),
        pattern("要加强宣传引导，营造良好氛围。", "e#5"),
    ])  # fmt: skip
    assert [(one.pattern.source, one.also) for one in found] == [("a#1", ["b#2", "c#3"]), ("d#4", []), ("e#5", [])]


@given(st.text(alphabet="一二三、（），。！？：要的是同志们在会上讲话取得了问题不足工作12%“”\n", max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_miner(text: str) -> None:
    mined = mine_text(text, "x.txt")
    assert "".join(one.unit.text for one in mined.units).count("\n") == 0
    for pattern in mined.patterns:
        assert pattern.refused or pattern.text.strip()


def test_nothing_of_the_users_is_overwritten(tmp_path: Path) -> None:
    speech, other = tmp_path / "稿.txt", tmp_path / "别的.txt"
    shutil.copy(ONE, speech)
    other.write_text("我的字", "utf-8")
    for out in (speech, other):
        found = RUN.invoke(application(), ["mine", str(speech), "--format", "text", "-o", str(out)])
        assert isinstance(found.exception, UserError)
    assert speech.read_bytes() == ONE.read_bytes()
    assert other.read_text("utf-8") == "我的字"
    assert (
        RUN.invoke(application(), ["mine", str(speech), "--format", "text", "-o", str(other), "--force"]).exit_code == 0
    )
    assert isinstance(RUN.invoke(application(), ["mine", str(speech), "--into", str(other)]).exception, UserError)


def test_a_read_only_record_stops_before_anything_is_written(tmp_path: Path) -> None:
    _into(tmp_path, ONE)
    (tmp_path / NAME).chmod(0o444)
    before = _files(tmp_path)
    assert isinstance(RUN.invoke(application(), ["mine", str(DOCUMENTS), "--into", str(tmp_path)]).exception, UserError)
    assert _files(tmp_path) == before
