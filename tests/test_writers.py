"""What is drawn, compared as text and as XML; and what must hold for every .docx."""

import re
from itertools import count

import pytest
from docx_integrity import check
from lxml import etree
from openxml_audit import OpenXmlValidator

from generator.docx_names import W
from generator.draft import Draft, Line, Paragraph, Title
from generator.errors import UserError
from generator.glyphs import outside_gb2312, rare_characters
from generator.settings import Settings
from generator.writers import write
from tests.samples import BANK, CASES, NAMES, case, long_draft, members, noted_draft, text

PARTS = ["word/document.xml", "word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/footer1.xml"]


def pretty(data):
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(root, pretty_print=True, encoding="unicode")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".txt", ".json"])
def test_texts_are_as_accepted(name, suffix, golden):
    golden(CASES / name / f"expected{suffix}", write(case(name), suffix).decode())


@pytest.mark.parametrize("name", NAMES)
def test_markdown_is_written_as_it_was_read(name):
    assert write(case(name), ".md").decode() == (CASES / name / "input.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_document_is_as_accepted(name, golden):
    golden(CASES / name / "expected.document.xml", pretty(members(write(case(name), ".docx"))["word/document.xml"]))


@pytest.mark.parametrize("part", PARTS[1:])
def test_package_is_as_accepted(part, golden):
    made = members(write(case("meeting"), ".docx"))
    golden(CASES / "meeting" / f"expected.{part.rsplit('/')[-1]}", pretty(made[part]))


def test_annotated_outputs_are_as_accepted(golden):
    made = members(write(noted_draft(), ".docx", annotate=True))
    golden(CASES / "annotated.document.xml", pretty(made["word/document.xml"]))
    golden(CASES / "annotated.comments.xml", pretty(made["word/comments.xml"]))
    golden(CASES / "annotated.md", write(noted_draft(), ".md", annotate=True).decode())


def variants():
    for name in NAMES:
        yield pytest.param(case(name), Settings(), False, id=name)
    yield pytest.param(noted_draft(), Settings(), True, id="annotated")
    large = Settings(layout="reading", fonts="system", page_number="center")
    yield pytest.param(case("meeting"), large, True, id="reading")
    yield pytest.param(case("blanks"), Settings(page_number="none"), False, id="no-number")
    yield pytest.param(Draft(()), Settings(), False, id="empty")


@pytest.mark.parametrize(("draft", "settings", "annotate"), list(variants()))
def test_validators_find_nothing(draft, settings, annotate, tmp_path):
    path = tmp_path / "x.docx"
    path.write_bytes(write(draft, ".docx", settings, annotate=annotate))
    assert OpenXmlValidator().validate(path).errors == []
    assert list(check(path)) == []


@pytest.mark.parametrize(("draft", "settings", "annotate"), list(variants()))
def test_the_same_draft_gives_the_same_bytes(draft, settings, annotate):
    first, second = (write(draft, ".docx", settings, annotate=annotate) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", NAMES)
def test_ids_of_content_controls_differ(name):
    root = etree.fromstring(members(write(case(name), ".docx"))["word/document.xml"])
    ids = [element.get(W + "val") for element in root.iter(W + "id")]
    assert len(ids) == len(set(ids)) == len(list(root.iter(W + "sdt")))


@pytest.mark.parametrize("name", NAMES)
def test_every_run_keeps_chinese_marks_in_the_chinese_typeface(name):
    root = etree.fromstring(members(write(case(name), ".docx"))["word/document.xml"])
    for run in root.iter(W + "r"):
        if run.find(W + "t") is not None:
            assert run.find(f"{W}rPr/{W}rFonts").get(W + "hint") == "eastAsia"


def test_nothing_comes_from_a_theme_or_the_clock():
    made = members(write(long_draft(), ".docx"))
    assert not re.search(rb'(?:ascii|eastAsia|hAnsi|cs)Theme="', made["word/styles.xml"] + made["word/document.xml"])
    assert b"dcterms" not in made["docProps/core.xml"]


def test_head_lines_follow_the_settings():
    draft = Draft(
        (Title(text("题")), Line("date", text("（日）")), Line("speaker", text("人")), Paragraph(text("文。")))
    )
    turned = write(draft, ".txt", Settings(order="speaker-first")).decode()
    assert turned.splitlines() == ["题", "人", "（日）", "", "　　文。"]
    assert write(draft, ".txt", Settings(date_line=False, speaker_line=False)).decode() == "题\n\n　　文。\n"


def test_unknown_suffix_names_those_that_work():
    with pytest.raises(UserError, match=r"\.docx \.md \.txt \.html \.pdf \.json"):
        write(Draft(()), ".odt")


def test_plain_text_has_no_room_for_notes():
    with pytest.raises(UserError, match="批注"):
        write(noted_draft(), ".txt", annotate=True)


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\ud800", "\ufffe", "\ufdd0"])
def test_characters_that_xml_forbids_are_refused_with_their_place(bad):
    draft = Draft((Title(text("题")), Paragraph(text(f"第一句{bad}话。"))))
    with pytest.raises(UserError, match=rf"x\.docx: 第2段.*U\+{ord(bad):04X}"):
        write(draft, ".docx", name="x.docx")


def test_markup_in_text_stays_text():
    draft = Draft((Paragraph(text("<w:p>&amp; ]]> \"引\" 'x'")),))
    assert b"&lt;w:p&gt;&amp;amp; ]]&gt;" in members(write(draft, ".docx"))["word/document.xml"]


def test_rare_characters_are_listed_once_in_order():
    assert outside_gb2312("镕镇喆镕堃A〔〕—") == ("镕", "喆", "堃")
    assert rare_characters(Draft((Paragraph(text("朱镕基", BANK)),))) == ("镕",)


def test_long_hints_do_not_make_long_titles_of_controls():
    hint = "".join(chr(0x4E00 + n) for n, _ in zip(count(), range(200), strict=False))
    draft = case("blanks")
    span = draft.blocks[1].text[1]
    block = Paragraph((type(span)(hint, span.origin),))
    root = etree.fromstring(members(write(Draft((block,)), ".docx"))["word/document.xml"])
    assert all(len(alias.get(W + "val")) <= 64 for alias in root.iter(W + "alias"))
