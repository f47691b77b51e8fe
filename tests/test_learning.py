"""``jianggao learn``: her sentences go into her bank once, the shipped ones do not, facts and blanks stay out."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from generator.bank import load_bank
from generator.cli import application
from generator.errors import UserError
from generator.generation import generate_draft
from generator.writers import write

ROOT = Path(__file__).parent.parent
RUN = CliRunner()
HERS = "各级各部门要把责任扛在肩上，把工作做到群众家门口，决不能等到群众找上门来才动。"


def _learn(final: Path, into: Path) -> str:
    done = RUN.invoke(application(), ["learn", str(final), "--into", str(into)])
    assert done.exit_code == 0, done.exception
    return done.stderr


def _final(folder: Path) -> Path:
    path = folder / "定稿.docx"
    path.write_bytes(write(generate_draft(ROOT / "examples" / "safety-work-meeting.yml").draft, ".docx"))
    document = docx.Document(str(path))
    document.paragraphs[-2].insert_paragraph_before(HERS)
    document.paragraphs[-2].insert_paragraph_before("全市共投入12.6亿元，整改隐患1251处。")
    document.save(str(path))
    return path


def _own(bank: Path) -> list[str]:
    return [phrase.text for phrase in load_bank(bank).phrases.values() if phrase.source.startswith("定稿.docx#")]


def test_what_she_wrote_is_learnt_once(tmp_path: Path) -> None:
    final, bank = _final(tmp_path), tmp_path / "我的语料"
    told = _learn(final, bank)
    assert "内置的" in told
    texts = _own(bank)
    assert HERS in texts
    assert not [text for text in texts if any(char.isdigit() for char in re.sub(r"\{\{[^{}]+\}\}", "", text))]
    before = {path: path.read_bytes() for path in bank.rglob("*") if path.is_file()}
    assert "新收0条" in _learn(final, bank)
    assert {path: path.read_bytes() for path in bank.rglob("*") if path.is_file()} == before


def test_what_the_shipped_bank_says_is_not_learnt(tmp_path: Path) -> None:
    mined = [phrase.text for name, phrase in load_bank().phrases.items() if name.startswith("measures/mined-")]
    shipped = next(text for text in mined if "{{" not in text and len(text) > 20)
    text = tmp_path / "定稿.txt"
    text.write_text(f"在会上的讲话\n同志们：\n{shipped}\n{HERS}\n", "utf-8")
    _learn(text, tmp_path / "我的语料")
    learnt = [p.text for p in load_bank(tmp_path / "我的语料").phrases.values() if p.source.startswith("定稿.txt#")]
    assert HERS in learnt
    assert shipped not in learnt


def test_an_unfinished_draft_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "初稿.docx"
    path.write_bytes((ROOT / "examples" / "minimal.docx").read_bytes())
    found = RUN.invoke(application(), ["learn", str(path), "--into", str(tmp_path / "bank")])
    assert isinstance(found.exception, UserError)
    assert "待补" in str(found.exception)
    assert not (tmp_path / "bank").exists()


@pytest.mark.parametrize("name", ["没有.docx", "坏.docx"])
def test_what_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    found = RUN.invoke(application(), ["learn", str(tmp_path / name), "--into", str(tmp_path / "bank")])
    assert isinstance(found.exception, UserError)
    assert len(str(found.exception).splitlines()) == 1
