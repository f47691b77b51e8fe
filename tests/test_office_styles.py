"""Every way of drawing a .docx, over every example: validators, ids, text read back, and an office's own file as the layout."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import docx2txt
import pytest
from docx_integrity import check
from lxml import etree
from msgspec.structs import replace
from openxml_audit import OpenXmlValidator

from generator.docx_names import W
from generator.docx_text import visible_text
from generator.draft import Block, Draft, Heading, Paragraph
from generator.errors import UserError
from generator.generation import generate_draft
from generator.layout import load_layout
from generator.lines import closed
from generator.readers.docx import read_docx
from generator.settings import Settings
from generator.writers import write
from generator.writers.docx_reference import described
from tests.references import REFERENCES
from tests.samples import bare, case, members, packed

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.yml"))
DRAFTS = {path.stem: generate_draft(path).draft for path in EXAMPLES}
OPTIONS = ("plain", "annotate", "final", "auto", "reading", "system", "no-number", "auto-in-office-file", *REFERENCES)


def _settings(option: str, folder: Path) -> Settings:
    match option:
        case "auto":
            return Settings(numbering="auto")
        case "reading":
            return Settings(layout="reading", page_number="center")
        case "system":
            return Settings(fonts="system", date_line=False, order="speaker-first")
        case "no-number":
            return Settings(page_number="none")
        case "auto-in-office-file":
            path = folder / "本单位.docx"
            path.write_bytes(REFERENCES["other-ids"])
            return Settings(reference=path, numbering="auto")
        case name if name in REFERENCES:
            path = folder / "本单位.docx"
            path.write_bytes(REFERENCES[name])
            return Settings(reference=path)
        case _:
            return Settings()


def _written(draft: Draft, option: str, folder: Path) -> Path:
    path = folder / f"{option}.docx"
    settings = _settings(option, folder)
    data = write(draft, ".docx", settings, annotate=option == "annotate", name="x.docx", final=option == "final")
    path.write_bytes(data)
    return path


def _ids(path: Path, part: str, tag: str, attribute: str) -> list[str]:
    with zipfile.ZipFile(path) as package:
        if part not in package.namelist():
            return []
        root = etree.fromstring(package.read(part))
    return [str(element.get(W + attribute)) for element in root.iter(W + tag)]


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("name", DRAFTS)
def test_every_option_over_every_example(name: str, option: str, tmp_path: Path) -> None:
    if option == "final" and any(span.origin.kind == "blank" for span in DRAFTS[name].spans()):
        with pytest.raises(UserError, match="待补"):
            _written(DRAFTS[name], option, tmp_path)
        return
    path = _written(DRAFTS[name], option, tmp_path)
    assert OpenXmlValidator().validate(path).errors == []
    assert list(check(path)) == []
    blanks = _ids(path, "word/document.xml", "id", "val")
    assert len(blanks) == len(set(blanks))
    comments = _ids(path, "word/comments.xml", "comment", "id")
    assert len(comments) == len(set(comments))
    assert sorted(comments) == sorted(_ids(path, "word/document.xml", "commentReference", "id"))
    assert (option == "annotate") == bool(comments)


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("name", DRAFTS)
def test_what_was_written_is_read_back(name: str, option: str, tmp_path: Path) -> None:
    draft = DRAFTS[name]
    if option == "final" and any(span.origin.kind == "blank" for span in draft.spans()):
        return  # refused, as the test above says
    path = _written(draft, option, tmp_path)
    expected = Draft(tuple(b for b in draft.blocks if option != "system" or getattr(b, "role", "") != "date"))
    got, wanted = bare(read_docx(path)), bare(expected)
    # A break that the layout makes anyway is not read as forced; the order of head lines is the office's.
    assert sorted(repr(line).replace("|", "") for line in got) == sorted(repr(line).replace("|", "") for line in wanted)
    body = [line for line in got if line[0] in ("Heading", "Paragraph")]
    assert body == [line for line in wanted if line[0] in ("Heading", "Paragraph")]


@pytest.mark.parametrize("option", OPTIONS)
def test_the_same_bytes_each_time(option: str, tmp_path: Path) -> None:
    first = _written(DRAFTS["safety-work-meeting"], option, tmp_path).read_bytes()
    assert _written(DRAFTS["safety-work-meeting"], option, tmp_path).read_bytes() == first


def _paragraphs(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as package:
        yield from visible_text(package.read("word/document.xml")).splitlines()


@pytest.mark.parametrize("option", ["plain", "annotate", "reading", *REFERENCES])
def test_other_programs_read_every_word(option: str, tmp_path: Path) -> None:
    path = _written(DRAFTS["safety-work-meeting"], option, tmp_path)
    written = [line for line in _paragraphs(path) if line]
    lines = [line for p in docx.Document(str(path)).paragraphs for line in p.text.split("\n") if line]
    assert lines == written
    assert [line for line in docx2txt.process(str(path)).splitlines() if line][: len(written)] == written


def _canonical(part: bytes) -> bytes:
    return etree.tostring(etree.fromstring(part), method="c14n")


@pytest.mark.parametrize("name", REFERENCES)
def test_an_offices_file_keeps_its_page_and_its_styles(name: str, tmp_path: Path) -> None:
    path = _written(case("meeting"), name, tmp_path)
    with zipfile.ZipFile(tmp_path / "本单位.docx") as theirs, zipfile.ZipFile(path) as ours:
        for part in theirs.namelist():
            if part.startswith("word/footer"):
                assert _canonical(ours.read(part)) == _canonical(theirs.read(part))
        styles = etree.fromstring(ours.read("word/styles.xml"))
    names = [element.get(W + "val").lower() for element in styles.iter(W + "name")]
    assert len(names) == len(set(names)), "Word shows a style twice"
    used = _ids(path, "word/document.xml", "pStyle", "val")
    assert ("1" in used) == (name != "only-words-own")
    lines = list(described(tmp_path / "本单位.docx", load_layout("gbt9704", "gb2312")))
    assert lines[0].startswith("页面：210×297毫米，上37")


def test_what_is_no_reference_is_refused(tmp_path: Path) -> None:
    good = REFERENCES["other-ids"]
    template = tmp_path / "样本.dotx"
    template.write_bytes(good)
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04")
    locked = tmp_path / "密.docx"
    locked.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    old = tmp_path / "旧.doc"
    old.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    for path in (template, broken, locked, old, tmp_path / "没有.docx"):
        with pytest.raises(UserError) as caught:
            write(case("meeting"), ".docx", Settings(reference=path))
        assert len(str(caught.value).splitlines()) == 1


HOSTILE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
ODD_PARTS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "no-page": (
        "word/document.xml",
        lambda data: re.sub(rb"<w:sectPr.*</w:sectPr>", b"", data, flags=re.DOTALL),
        "页面",
    ),
    "entities": ("word/styles.xml", lambda data: data.replace(b"<w:styles", HOSTILE + b"<w:styles", 1), "DOCTYPE"),
    "entities-in-footer": ("word/footer1.xml", lambda data: data.replace(b"<w:ftr", HOSTILE + b"<w:ftr", 1), "DOCTYPE"),
    "cut-short": ("word/styles.xml", lambda data: data[:400], "损坏"),
    "no-number-of-page": ("word/document.xml", lambda data: re.sub(rb'(<w:pgSz w:w=")\d+', rb"\1x", data), "不是数"),
    "mislabelled": ("[Content_Types].xml", lambda data: data.replace(b"styles+xml", b"theme+xml"), "标错"),
    "template-inside": ("[Content_Types].xml", lambda data: data.replace(b"document.main", b"template.main"), "模板"),
}


@pytest.mark.parametrize("odd", ODD_PARTS)
def test_an_odd_part_is_refused_in_one_line_that_names_the_file(odd: str, tmp_path: Path) -> None:
    part, change, says = ODD_PARTS[odd]
    parts = members(REFERENCES["other-ids"])
    assert change(parts[part]) != parts[part]
    parts[part] = change(parts[part])
    path = packed(parts, tmp_path / "样本.docx")
    with pytest.raises(UserError, match=says) as used:
        write(case("meeting"), ".docx", Settings(reference=path))
    with pytest.raises(UserError, match=says) as looked_at:
        list(described(path, load_layout("gbt9704", "gb2312")))
    assert str(used.value) == str(looked_at.value)
    assert str(used.value).startswith(str(path))
    assert len(str(used.value).splitlines()) == 1


def _with_run_in(draft: Draft) -> Draft:
    """Make every heading that a paragraph follows a run-in one, with the full stop that these have."""
    return Draft(tuple(_run_in(block) if _can_run_in(draft, at) else block for at, block in enumerate(draft.blocks)))


def _can_run_in(draft: Draft, at: int) -> bool:
    block, after = draft.blocks[at], draft.blocks[at + 1 : at + 2]
    return isinstance(block, Heading) and block.level > 1 and bool(after) and isinstance(after[0], Paragraph)


def _run_in(block: Block) -> Block:
    assert isinstance(block, Heading)
    return replace(block, text=closed(block.text), run_in=True)


@pytest.mark.parametrize("option", ["plain", "annotate", "auto", "reading", "auto-in-office-file", *REFERENCES])
@pytest.mark.parametrize("name", ["minimal", "safety-work-meeting"])
def test_run_in_headings_with_every_option(name: str, option: str, tmp_path: Path) -> None:
    """Those of the minimal brief are a blank and a full stop."""
    draft = _with_run_in(DRAFTS[name])
    assert sum(isinstance(block, Heading) and block.run_in for block in draft.blocks) > 2
    path = _written(draft, option, tmp_path)
    assert OpenXmlValidator().validate(path).errors == []
    assert list(check(path)) == []
    body = [line for line in bare(read_docx(path)) if line[0] in ("Heading", "Paragraph")]
    assert body == [line for line in bare(draft) if line[0] in ("Heading", "Paragraph")]


def test_a_clean_copy_carries_nothing_of_where_it_came_from(tmp_path: Path) -> None:
    draft = DRAFTS["safety-work-meeting"]
    data = write(draft, ".docx", annotate=True, made_from=(("brief", "abc"),), final=True)
    path = tmp_path / "清样.docx"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as package:
        assert "word/comments.xml" not in package.namelist()
        assert "docProps/custom.xml" not in package.namelist()
        assert not [name for name in package.namelist() if b"abc" in package.read(name)]
    with pytest.raises(UserError, match="待补"):
        write(DRAFTS["minimal"], ".docx", final=True)
