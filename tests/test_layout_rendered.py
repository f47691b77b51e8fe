"""The printed page, measured in LibreOffice with stand-ins for the office typefaces."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.checking.loading import load_rules
from generator.checking.run import check
from generator.draft import Draft, Paragraph, Title
from generator.generation import generate_draft
from generator.settings import Settings
from generator.writers import write
from tests.references import REFERENCES
from tests.samples import long_draft, text

ROOT = Path(__file__).parent.parent
TOOLS = ROOT / "tests" / "tools"


@pytest.fixture(scope="session")
def fonts():
    """Give the fontconfig file: FONTCONFIG_FILE, or made by tools/test_fonts.sh where JIANGGAO_TEST_FONTS says."""
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        missing("soffice and pdftotext are needed to measure pages")
    conf = (
        os.environ.get("FONTCONFIG_FILE")
        or f"{os.environ.get('JIANGGAO_TEST_FONTS', TOOLS.parent.parent / '.fonts')}/fonts.conf"
    )
    if not Path(conf).is_file():
        missing(f"no {conf}: run tests/tools/test_fonts.sh and set FONTCONFIG_FILE")
    return conf


def missing(why):
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


def measure(path, conf):
    command = [sys.executable, str(TOOLS / "check_layout.py"), str(path)]
    environment = {**os.environ, "FONTCONFIG_FILE": conf}
    done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=300)
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def standard(fonts, tmp_path_factory):
    path = tmp_path_factory.mktemp("rendered") / "gbt9704.docx"
    path.write_bytes(write(long_draft(), ".docx"))
    return measure(path, fonts)


def test_a_page_holds_22_lines_of_28_characters(standard):
    assert standard["rendered"]["lines_per_full_page"] == standard["rendered"]["lines_per_full_page_max"] == 22
    assert set(standard["rendered"]["full_lines_counted"]) == {"28"}


def test_the_type_area_is_where_the_standard_has_it(standard):
    page = standard["page"]
    assert page["type_area_mm"] == pytest.approx([156, 225], abs=0.1)
    assert (page["margins_mm"]["top"], page["margins_mm"]["left"]) == pytest.approx((37, 28), abs=0.1)
    assert standard["rendered"]["ink_left_mm"] == pytest.approx(28, abs=0.3)


def test_page_numbers_stand_outside_and_seven_millimetres_down(standard):
    odd, even = standard["rendered"]["page_numbers"][:2]
    assert (odd["text"], even["text"]) == ("— 1 —", "— 2 —")
    assert odd["from_right_edge_mm"] == pytest.approx(26 + 4.94, abs=0.5)
    assert even["from_left_edge_mm"] == pytest.approx(28 + 4.94, abs=0.5)
    assert odd["centre_below_type_area_mm"] == pytest.approx(7, abs=0.5)


@pytest.mark.parametrize("name", [*REFERENCES, "auto"])
def test_numbers_by_word_and_office_files_keep_the_page(name, fonts, tmp_path):
    settings = Settings(numbering="auto")
    if name in REFERENCES:
        (tmp_path / "本单位.docx").write_bytes(REFERENCES[name])
        settings = Settings(reference=tmp_path / "本单位.docx")
    path = tmp_path / "x.docx"
    path.write_bytes(write(long_draft(), ".docx", settings))
    rendered = measure(path, fonts)["rendered"]
    assert (rendered["lines_per_full_page"], rendered["chars_per_full_line"]) == (22, 28)
    if name == "centred-number":
        number = rendered["page_numbers"][0]
        assert number["from_left_edge_mm"] - 2 == pytest.approx(number["from_right_edge_mm"], abs=0.6)


def test_libreoffice_reads_every_word_in_order(fonts, tmp_path):
    draft = generate_draft(ROOT / "examples" / "safety-work-meeting.yml").draft
    for number, settings in enumerate([Settings(), Settings(numbering="auto")]):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(write(draft, ".docx", settings))
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            tmp_path,
            path,
        ]
        environment = {**os.environ, "FONTCONFIG_FILE": fonts}
        subprocess.run(command, env=environment, capture_output=True, check=True, timeout=300)
        read = re.sub(r"\s", "", path.with_suffix(".txt").read_text("utf-8-sig"))
        assert read == re.sub(r"\s", "", write(draft, ".txt", settings).decode())


def test_check_sees_a_line_of_one_character(fonts, tmp_path, monkeypatch):
    monkeypatch.setenv("FONTCONFIG_FILE", fonts)
    words = "全市上下坚持问题导向目标导向结果导向相统一把安全生产摆在突出位置层层压实责任" * 3
    rules = [rule for rule in load_rules() if rule.name == "page/orphan-line"]
    found = []
    for length in (53, 54, 55, 60):  # 26 characters and 28 fill two lines: 54 and 。 leave one alone, 60 leave more
        path = tmp_path / f"{length}.docx"
        path.write_bytes(
            write(Draft((Title(text("在全市会议上的讲话")), Paragraph(text(words[:length] + "。")))), ".docx")
        )
        found.append((length, [one.found for one in check(path, rules, pages=True)]))
    assert any(hit for _, hit in found), found
    assert not all(hit for _, hit in found), found


def test_large_type_keeps_its_own_promise(fonts, tmp_path):
    settings = Settings(layout="reading", page_number="center")
    path = tmp_path / "reading.docx"
    path.write_bytes(write(long_draft(), ".docx", settings))
    rendered = measure(path, fonts)["rendered"]
    assert (rendered["lines_per_full_page"], rendered["chars_per_full_line"]) == (21, 25)
    number = rendered["page_numbers"][0]
    assert number["from_left_edge_mm"] == pytest.approx(number["from_right_edge_mm"], abs=0.5)
