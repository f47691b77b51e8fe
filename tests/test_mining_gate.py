"""What the miner must reach on labelled documents. The floors are never lowered; the labelled files are pinned by their hash."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.mining.cleaning import clean
from generator.mining.evidence import evidence
from generator.mining.genre import genre_of
from generator.mining.label import label
from generator.mining.mine import mine_text, unit_rows
from generator.mining.units import cut
from tests.tools import score_mining

ROOT = Path(__file__).resolve().parents[1]
PRACTICE = ROOT / "tests" / "cases" / "practice"
STYLES = ROOT / "tests" / "cases" / "styles"
PRACTICE_HASH = "32b245fce7d325f27f2f252e4195a20abac560f38db788252cc6fea8acb7b508"
GOLD_HASH = "528814710d222dfd7494b9227a9e97ff1cc9850a5c18876f3bd3e58f633f2b0d"


def _shared() -> Path | None:
    given = os.environ.get("JIANGGAO_SHARED")
    roots = [Path(given)] if given else [ROOT.parent / "shared", ROOT / "shared"]
    return next((root for root in roots if (root / "gold" / "units.jsonl").exists()), None)


SHARED = _shared()
needs_seeds = pytest.mark.skipif(SHARED is None, reason="the five labelled documents are not here")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _mined(folder: Path, out: Path, name: str = "{}") -> Path:
    rows = [
        row
        for path in sorted(folder.glob("*.txt"))
        for row in unit_rows(mine_text(path.read_text(encoding="utf-8"), name.format(path.name)), noise=True)
    ]
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return out


def _score(gold: Path, mined: Path, clean: Path) -> dict:
    command = [sys.executable, score_mining.__file__, str(gold), str(mined), "--clean", str(clean), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout)


def test_practice(tmp_path: Path) -> None:
    assert _hash(PRACTICE / "units.jsonl") == PRACTICE_HASH
    mined = _mined(PRACTICE / "documents", tmp_path / "mined.jsonl")
    score = _score(PRACTICE / "units.jsonl", mined, PRACTICE / "clean")
    assert score["macro_f1"] >= 0.93
    assert score["character_error_rate"] <= 0.01
    assert score["level_accuracy"] >= 0.95
    assert score["border_recall"] >= 0.97


def test_styles(tmp_path: Path) -> None:
    """Kinds of speeches that neither set has: chair's words, reports, pledges, addresses, colloquial speakers."""
    mined = _mined(STYLES / "documents", tmp_path / "mined.jsonl")
    score = _score(STYLES / "units.jsonl", mined, STYLES / "documents")
    assert score["accuracy"] >= 0.94
    assert score["macro_f1"] >= 0.88
    assert score["level_accuracy"] >= 0.97
    assert score["border_recall"] >= 0.97


@needs_seeds
def test_seeds(tmp_path: Path) -> None:
    assert SHARED is not None
    assert _hash(SHARED / "gold" / "units.jsonl") == GOLD_HASH
    mined = _mined(SHARED / "seeds", tmp_path / "mined.jsonl")
    score = _score(SHARED / "gold" / "units.jsonl", mined, SHARED / "gold" / "clean")
    assert score["accuracy"] >= 0.97
    assert score["character_error_rate"] <= 0.005
    assert score["level_accuracy"] >= 0.97
    assert score["border_recall"] >= 0.98


def test_the_name_of_a_file_changes_nothing_but_the_source() -> None:
    for path in sorted((PRACTICE / "documents").glob("*.txt")):
        raw = path.read_text(encoding="utf-8")
        one, other = mine_text(raw, path.name), mine_text(raw, "会议通知.txt")
        assert one.units == other.units
        assert [pattern.text for pattern in one.patterns] == [pattern.text for pattern in other.patterns]


def test_places_and_people_do_not_decide_labels() -> None:
    """Names scrambled: every made-up place and figure of the practice documents replaced by another."""
    swaps = str.maketrans({"清": "沛", "云": "绵", "岭": "麓", "青": "蓝", "禾": "穗", "3": "4", "7": "8", "1": "2"})
    for path in sorted((PRACTICE / "clean").glob("*.txt")):
        raw = path.read_text(encoding="utf-8")
        moves = [one.move for one in mine_text(raw, "a.txt").units]
        scrambled = [one.move for one in mine_text(raw.translate(swaps), "a.txt").units]
        same = sum(a == b for a, b in zip(moves, scrambled, strict=True))
        assert same >= 0.98 * len(moves), path.name


def test_the_part_decides_where_words_do_not() -> None:
    sentence = "加大资金投入和技术支持，改善基层办公条件和服务设施，提升工作人员的专业素质和服务能力。"
    raw = (
        "在全市会议上的讲话\n同志们：\n今天召开全市会议。\n一、充分肯定成绩，坚定信心和决心\n"
        f"近年来，工作取得了显著成效。\n{sentence}\n二、明确重点任务，狠抓落实\n要突出重点。\n{sentence}\n"
    )
    moves = [one.move for one in mine_text(raw, "a.txt").units if one.unit.text == sentence]
    assert moves == ["achievements", "measures"]


def test_no_units_no_labels() -> None:
    assert label(()) == ()


def test_what_explain_lists_adds_up_to_the_score() -> None:
    for path in sorted((STYLES / "documents").glob("*.txt")):
        units = cut(clean(path.read_text(encoding="utf-8")).lines)
        for one in evidence(units, genre_of(units)):
            told = dict.fromkeys(one.scores, 0.0)
            for reason in one.reasons():
                told[reason.move] += reason.weight
            assert told == pytest.approx(one.scores)
