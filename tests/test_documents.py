"""Reading anybody's documents: kinds, encodings, Word's automatic numbers, and the files that cannot be read."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.errors import UserError
from generator.numbering import chinese_numeral
from generator.readers import documents
from generator.readers.documents import gather, raw_text
from generator.readers.docx_numbers import formatted

TEXT = "在全县会议上的讲话\n同志们：\n今天召开全县工作会议，大家要认真学习，抓好落实。\n"
TRADITIONAL = "在全縣會議上的講話\n同志們：\n今天召開全縣工作會議，大家要認真學習，抓好落實。\n"
LEVEL = '<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5"], ids=str
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = TRADITIONAL if encoding == "big5" else TEXT
    path = tmp_path / "稿.txt"
    path.write_bytes(text.encode(encoding))
    assert raw_text(path) == text


def _numbered(
    path: Path, levels: list[tuple[str, str]], paragraphs: list[tuple[int, str]], style: bool = False
) -> Path:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    xml = "".join(LEVEL.format(at=at, form=form, text=text) for at, (form, text) in enumerate(levels))
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{xml}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    number = '<w:numPr {}><w:ilvl w:val="{}"/><w:numId w:val="77"/></w:numPr>'
    if style:
        document.styles["Heading 1"].element.get_or_add_pPr().append(parse_xml(number.format(nsdecls("w"), 0)))
    for level, text in paragraphs:
        paragraph = document.add_paragraph(text, style="Heading 1" if style and level == 0 else None)
        if level >= 0 and not (style and level == 0):
            paragraph._p.get_or_add_pPr().append(parse_xml(number.format(nsdecls("w"), level)))
    document.save(str(path))
    return path


LEVELS = [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
SPEECH = [(0, "看成绩"), (1, "粮食"), (1, "畜牧"), (-1, "正文。"), (0, "抓落实"), (1, "责任"), (2, "一事"), (2, "二事")]
SEEN = "一、看成绩\n（一）粮食\n（二）畜牧\n正文。\n二、抓落实\n（一）责任\n1.一事\n2.二事"


@pytest.mark.parametrize("style", [False, True], ids=["direct", "by style"])
def test_automatic_numbers_are_read(tmp_path: Path, style: bool) -> None:
    assert raw_text(_numbered(tmp_path / "稿.docx", LEVELS, SPEECH, style)) == SEEN


def test_bullets_have_no_number(tmp_path: Path) -> None:
    assert raw_text(_numbered(tmp_path / "稿.docx", [("bullet", "•")], [(0, "一条")])) == "一条"


@pytest.mark.parametrize(
    ("form", "n", "seen"),
    [
        ("chineseCounting", 12, "十二"), ("chineseLegalSimplified", 3, "叁"), ("ideographDigital", 10, "一〇"),
        ("decimalEnclosedCircle", 3, "③"), ("upperLetter", 27, "AA"), ("lowerRoman", 14, "xiv"), ("decimalZero", 7, "07"),
        ("ideographTraditional", 2, "乙"), ("unheardOf", 5, "5"),
    ],
)  # fmt: skip
def test_forms_of_numbers(form: str, n: int, seen: str) -> None:
    assert formatted(n, form) == seen
    assert formatted(21, "japaneseCounting") == chinese_numeral(21)


def test_insertions_are_read_and_deletions_not(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("大家要")._p
    for tag, inner in (("ins", "<w:t>抓好</w:t>"), ("del", "<w:delText>放松</w:delText>")):
        paragraph.append(parse_xml(f"<w:{tag} {nsdecls('w')}><w:r>{inner}</w:r></w:{tag}>"))
    paragraph.append(
        parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>落实。</w:t></w:r></w:sdtContent></w:sdt>")
    )
    document.save(str(tmp_path / "稿.docx"))
    assert raw_text(tmp_path / "稿.docx") == "大家要抓好落实。"


def test_a_web_page_is_freed_of_its_navigation(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    body = "".join(f"<p>{line}</p>" for line in TEXT.splitlines() * 4)
    page = f"<html><body><nav><a href='#'>首页</a><a href='#'>登录</a></nav><article>{body}</article></body></html>"
    (tmp_path / "页.html").write_text(page, encoding="utf-8")
    text = raw_text(tmp_path / "页.html")
    assert "抓好落实" in text
    assert "登录" not in text


def _pdf(path: Path, pages: list[list[str]]) -> Path:
    """Write a PDF by hand; its text is ASCII, for which every reader has a font."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    for lines in pages:
        shown = "".join(f"1 0 0 1 72 {720 - 20 * at} Tm ({line}) Tj " for at, line in enumerate(lines))
        stream = f"BT /F1 12 Tf {shown}ET"
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {len(objects)} 0 R/Resources<</Font<</F1 {font}>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    body = "%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    path.write_bytes(f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("latin-1"))
    return path


def test_a_pdf_is_freed_of_page_numbers(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    pages = [["County Meeting", f"text of page {n} goes on here", f"- {n} -"] for n in "1234"]
    lines = raw_text(_pdf(tmp_path / "稿.pdf", pages)).splitlines()
    assert lines == [f"text of page {n} goes on here" for n in "1234"]


def test_a_scan_says_so(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    with pytest.raises(UserError, match="扫描"):
        raw_text(_pdf(tmp_path / "稿.pdf", [[""], [""]]))


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 300_000_000)


BAD = {
    "空.txt": (lambda path: path.write_bytes(b""), "文件是空的"),
    "坏.docx": (lambda path: path.write_bytes(b"PK\x03\x04" + b"x" * 99), "损坏"),
    "密.docx": (
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        "密码",
    ),
    "炸弹.docx": (_bomb, "大得不像讲稿"),
    "乱.txt": (lambda path: path.write_bytes(bytes(range(1, 256)) * 9), "编码"),
    "坏.pdf": (lambda path: path.write_bytes(b"%PDF-1.4 nothing"), "PDF"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_gets_one_clear_line(tmp_path: Path, name: str) -> None:
    make, words = BAD[name]
    make(tmp_path / name)
    with pytest.raises(UserError, match=words) as error:
        raw_text(tmp_path / name)
    assert len(error.value.problems) == 1


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(UserError, match="200 MB"):
        raw_text(path)


def test_old_word_files_say_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "which", lambda _: None)
    (tmp_path / "稿.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(UserError, match=r"另存为 \.docx"):
        raw_text(tmp_path / "稿.doc")


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    (tmp_path / "稿.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(UserError, match=r"jianggao\[pdf\]"):
        raw_text(tmp_path / "稿.pdf")


def test_gather(tmp_path: Path) -> None:
    for name in ("乙.txt", "甲.md", "~$甲.docx", ".藏.txt", "图.png", "下/丙.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "下" / "圈").symlink_to(tmp_path)
    assert [path.name for path in gather([tmp_path])] == ["丙.docx", "乙.txt", "甲.md"]
    with pytest.raises(UserError, match="没有能读的文件"):
        gather([_empty(tmp_path)])
    with pytest.raises(UserError, match="没有这个文件"):
        gather([tmp_path / "无"])
    with pytest.raises(UserError, match="不会读"):
        gather([tmp_path / "图.png"])


def _empty(folder: Path) -> Path:
    empty = folder / "空夹"
    empty.mkdir()
    return empty
