"""What Word must hold: very long drafts, rare characters, any direction of writing; and what a .docx cannot carry over."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import docx
import pytest
from docx_integrity import check
from openxml_audit import OpenXmlValidator
from typer.testing import CliRunner

from generator.cli import application
from generator.draft import Draft, Heading, Paragraph, Title
from generator.errors import UserError
from generator.readers.docx import read_docx
from generator.settings import Settings
from generator.writers import write
from tests.samples import bare, text

ODD = (
    "表情🎉和👨‍👩‍👧", "生僻字𬭎、𠮷、㐂、喆", "من اليمين إلى اليسار עברית", "组合e\u0301符号", "零宽\u200b空格",
    "长" * 10_000, "<w:t>&amp;</w:t> ]]> '\"", "ＡＢＣ１２３",
)  # fmt: skip
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.mark.parametrize("suffix", [".docx", ".md", ".html"])
@pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
def test_odd_text_is_written_safely_and_read_back(words: str, suffix: str, tmp_path: Path) -> None:
    draft = Draft((Title(text("讲话")), Paragraph(text(words + "。"))))
    data = write(draft, suffix)
    if suffix == ".docx":
        path = tmp_path / "x.docx"
        path.write_bytes(data)
        assert bare(read_docx(path)) == bare(draft)
        assert OpenXmlValidator().validate(path).errors == []
    elif suffix == ".html":
        assert words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in data.decode()


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\ud800", "\uffff"])
def test_what_xml_forbids_is_refused_with_its_place(char: str) -> None:
    draft = Draft((Title(text("讲话")), Paragraph(text(f"要抓{char}好。"))))
    with pytest.raises(UserError, match="第2段"):
        write(draft, ".docx", name="x.docx")


def test_three_hundred_pages(tmp_path: Path) -> None:
    sentence = "全市上下坚持问题导向，把安全生产摆在突出位置，层层压实责任。"
    blocks: list[Title | Heading | Paragraph] = [Title(text("讲话"))]
    for part in range(120):
        blocks += [Heading(1, text(f"第{part}件事")), *(Paragraph(text(sentence * 8)) for _ in range(7))]
    draft = Draft(tuple(blocks))
    path = tmp_path / "x.docx"
    for numbering in ("literal", "auto"):
        path.write_bytes(write(draft, ".docx", Settings(numbering=numbering)))  # type: ignore[arg-type]
        assert list(check(path)) == []
        assert len(read_docx(path).blocks) == len(blocks)


def _old_speech(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("在全县会议上的讲话")
    document.add_paragraph("同志们：")
    document.add_paragraph('要抓好"三张清单"。')
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "单位"
    table.rows[0].cells[1].text = "任务"
    run = document.add_paragraph("见下图：").add_run()
    run.add_picture(io.BytesIO(PIXEL))
    document.add_comment(document.paragraphs[0].runs, "核对", "甲", "甲")
    document.save(str(path))


def test_an_old_word_file_is_laid_out_again_and_losses_are_named(tmp_path: Path) -> None:
    _old_speech(tmp_path / "旧.docx")
    done = CliRunner().invoke(application(), ["render", str(tmp_path / "旧.docx"), "-o", str(tmp_path / "新.docx")])
    assert done.exit_code == 0, done.exception
    for lost in ("表格1处", "图片1处", "批注1处"):
        assert lost in done.stderr
    laid = docx.Document(str(tmp_path / "新.docx"))
    words = "\n".join(paragraph.text for paragraph in laid.paragraphs)
    assert "要抓好“三张清单”。" in words
    assert "单位" in words
    assert "任务" in words
    assert isinstance(
        CliRunner()
        .invoke(application(), ["render", str(tmp_path / "旧.docx"), "-o", str(tmp_path / "旧.docx")])
        .exception,
        UserError,
    )


def test_a_missing_libreoffice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.writers.pdf.shutil.which", lambda _: None)
    with pytest.raises(UserError, match="LibreOffice"):
        write(Draft((Title(text("讲话")),)), ".pdf", name="x.pdf")
