"""Reading drafts back: round trips, other people's files, and files that must be refused."""

import io
import zipfile

import pytest

from generator.docx_zip import open_docx, stored_hash
from generator.draft import Heading, Line, Origin, Paragraph, Span, Title, plain
from generator.errors import UserError
from generator.readers import read
from generator.readers.markdown import parse, read_markdown, without_marks
from generator.writers import write
from tests.samples import NAMES, bare, case, long_draft, members, noted_draft


def shapes(draft):
    return [(type(block).__name__, _place(block), plain(block.text)) for block in draft.blocks]


def _place(block):
    return getattr(block, "role", getattr(block, "level", getattr(block, "item", "")))


@pytest.mark.parametrize("suffix", [".md", ".docx"])
@pytest.mark.parametrize("name", NAMES)
def test_what_was_written_reads_the_same(name, suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    path.write_bytes(write(case(name), suffix))
    found, expected = bare(read(path)), bare(case(name))
    if suffix == ".docx" and name == "news":  # a space where a printed title breaks is not printed
        expected[0] = ("Title", [(expected[0][1][0][0].replace("　", ""), False)])
    assert found == expected


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"news", "subtitle"}))
def test_plain_text_reads_the_same(name, tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes(write(case(name), ".txt"))
    assert bare(read(path)) == bare(case(name))


def test_annotations_do_not_read_as_text(tmp_path):
    for suffix in (".md", ".docx"):
        path = tmp_path / f"x{suffix}"
        path.write_bytes(write(noted_draft(), suffix, annotate=True))
        assert bare(read(path)) == bare(noted_draft())


def test_origins_name_the_file(tmp_path):
    path = tmp_path / "x.md"
    path.write_text("# 题\n\n文〔待补：数〕。\n", encoding="utf-8")
    assert [span.origin for span in read(path).spans()] == [
        *(Origin("file", str(path)), Origin("file", str(path)), Origin("blank", "数"), Origin("file", str(path))),
    ]


def test_parse_leaves_marks_to_its_caller():
    seen = []

    def to_text(raw):
        seen.append(raw)
        clean = without_marks(raw)
        return (Span(clean, Origin("brief")),) if clean else ()

    lines = ["# <题>", "", "<（1月8日）>", "<同志们：>", "<>", "### <要点。>", "<正文。>"]
    blocks = parse("\n".join(lines).replace("<", "\ufdd0").replace(">", "\ufdd1"), to_text)
    assert [type(block).__name__ for block in blocks] == ["Title", "Line", "Line", "Heading", "Paragraph"]
    assert blocks[3] == Heading(2, blocks[3].text, run_in=True)
    assert seen[0] == "\ufdd0题\ufdd1"


def test_a_heading_without_a_full_stop_does_not_run_in():
    blocks = read_markdown("## 压实责任\n正文。\n", "x.md").blocks
    assert [getattr(block, "run_in", None) for block in blocks] == [False, None]


def test_typed_numbers_and_emphasis_are_dropped_from_markdown():
    blocks = read_markdown("## 一、**压实**责任\n\n- 一是看。\n- 二是改。\n\n正文*强调*。\n", "x.md").blocks
    assert [plain(block.text) for block in blocks] == ["压实责任", "看。", "改。", "正文强调。"]


TYPED = """在全市会议上的讲话
（2026年1月8日）
市长　×××

同志们：
刚才，大家都讲了。下面讲两点。
一、压实责任
1.5万家企业都要查。
（一）明确分工。市应急局牵头，3月底前完成。
(二)加强督办
1.每月通报
（1）通报到县
一是看。
二是改。
一是只有一条的不算。
二、结尾
同志们，完了。
"""


def test_numbers_as_typed_make_the_tree(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text(TYPED, encoding="utf-8")
    assert shapes(read(path)) == [
        ("Title", "", "在全市会议上的讲话"),
        ("Line", "date", "（2026年1月8日）"),
        ("Line", "speaker", "市长　×××"),
        ("Line", "salutation", "同志们："),
        ("Paragraph", 0, "刚才，大家都讲了。下面讲两点。"),
        ("Heading", 1, "压实责任"),
        ("Paragraph", 0, "1.5万家企业都要查。"),
        ("Heading", 2, "明确分工。"),
        ("Paragraph", 0, "市应急局牵头，3月底前完成。"),
        ("Heading", 2, "加强督办"),
        ("Heading", 3, "每月通报"),
        ("Heading", 4, "通报到县"),
        ("Paragraph", 1, "看。"),
        ("Paragraph", 2, "改。"),
        ("Paragraph", 0, "一是只有一条的不算。"),
        ("Heading", 1, "结尾"),
        ("Paragraph", 0, "同志们，完了。"),
    ]


def test_gb18030_text_is_read(tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes(TYPED.encode("gb18030"))
    assert read(path).title == "在全市会议上的讲话"


def test_an_untitled_speech_has_no_title(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("同志们：\n今天开会，讲三点。\n", encoding="utf-8")
    assert [type(block) for block in read(path).blocks] == [Line, Paragraph]


BODY = """<w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr><w:r><w:t>在全市会议上的讲话</w:t></w:r></w:p>
<w:p><w:r><w:t>同志们：</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>压实责任</w:t></w:r></w:p>
<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>新写的，</w:t></w:r></w:ins><w:del w:id="2" w:author="a"><w:r>
<w:delText>删去的</w:delText></w:r></w:del><w:sdt><w:sdtContent><w:r><w:t>控件里的</w:t></w:r></w:sdtContent></w:sdt>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着的</w:t></w:r><w:r><w:t>。</w:t></w:r></w:p>
<w:sdt><w:sdtContent><w:p><w:r><w:t>整段控件。</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>表里的字。</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"""
STYLES = """<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"""
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def foreign(tmp_path, body=BODY, prolog=""):
    """Make a .docx the way other programs do, on the bones of ours."""
    made = members(write(long_draft(), ".docx"))
    made["word/document.xml"] = f"{prolog}<w:document {NS}><w:body>{body}</w:body></w:document>".encode()
    made["word/styles.xml"] = f"<w:styles {NS}>{STYLES}</w:styles>".encode()
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as package:
        for name, data in made.items():
            package.writestr(name, data)
    return path


def test_other_peoples_word_files_are_read(tmp_path):
    assert shapes(read(foreign(tmp_path))) == [
        ("Title", "", "在全市会议上的讲话"),
        ("Line", "salutation", "同志们："),
        ("Heading", 1, "压实责任"),
        ("Paragraph", 0, "新写的，控件里的。"),
        ("Paragraph", 0, "整段控件。"),
        ("Paragraph", 0, "表里的字。"),
    ]


def test_headings_that_word_numbers_are_numbered(tmp_path):
    assert next(b for b in read(foreign(tmp_path)).blocks if isinstance(b, Heading)).numbered


def bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 30_000_000)
    return data.getvalue()


def empty_zip():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("a.txt", "a")
    return data.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE, "另存为 .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"PK\x03\x04 broken", "损坏"),
        (b"hello", "不是 Word 文档"),
        (b"", "不是 Word 文档"),
        (bomb(), "大得不像讲稿"),
        (empty_zip(), "没有 Word 正文"),
        (write(long_draft(), ".docx")[:-400], "损坏"),
    ],
)
def test_what_is_no_docx_is_refused_in_words(data, said, tmp_path):
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    with pytest.raises(UserError, match=said):
        read(path)


def test_external_entities_are_refused(tmp_path):
    prolog = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    path = foreign(tmp_path, "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", prolog)
    with pytest.raises(UserError, match="DOCTYPE"):
        read(path)


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".pdf", ""])
def test_other_suffixes_are_refused(suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    path.write_bytes(b"x")
    with pytest.raises(UserError, match=r"\.docx"):
        read(path)


@pytest.mark.parametrize("suffix", [".md", ".txt", ".docx"])
def test_a_missing_file_is_refused(suffix, tmp_path):
    with pytest.raises(UserError, match="没有这个文件"):
        read(tmp_path / f"x{suffix}")


def test_the_hash_is_of_the_text_as_it_reads(tmp_path):
    path = tmp_path / "x.docx"
    path.write_bytes(write(noted_draft(), ".docx", annotate=True))
    other = tmp_path / "y.docx"
    other.write_bytes(write(noted_draft(), ".docx"))
    assert stored_hash(open_docx(path)) == stored_hash(open_docx(other))


def test_title_of_two_paragraphs_is_one_title(tmp_path):
    style = '<w:pPr><w:pStyle w:val="a3"/></w:pPr>'
    lines = ("守牢底线", "——在全市会议上的讲话")
    body = "".join(f"<w:p>{style}<w:r><w:t>{words}</w:t></w:r></w:p>" for words in lines)
    (title,) = read(foreign(tmp_path, body)).blocks
    assert isinstance(title, Title)
    assert plain(title.text) == "守牢底线——在全市会议上的讲话"
