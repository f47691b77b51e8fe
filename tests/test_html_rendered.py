"""The page of an .html file, printed by a browser and measured like the printed .docx."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.draft import Draft
from generator.generation import generate_draft
from generator.settings import Settings
from generator.writers import write
from tests.samples import long_draft
from tests.test_layout_rendered import fonts, measure, missing  # noqa: F401 - fonts is a fixture

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


@pytest.fixture(scope="session")
def browser() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None or shutil.which("pdffonts") is None:
        missing("Chromium and pdffonts are needed to measure an .html page")
    return str(found)


def _printed(draft: Draft, settings: Settings, browser: str, conf: str, folder: Path) -> Path:
    page, out = folder / "x.html", folder / "x.pdf"
    page.write_bytes(write(draft, ".html", settings))
    command = [
        browser, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
        "--no-pdf-header-footer", f"--print-to-pdf={out}", page.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, env={**os.environ, "FONTCONFIG_FILE": conf}, capture_output=True, check=True, timeout=300)
    return out


def _told(*command: object) -> str:
    return subprocess.run(list(map(str, command)), capture_output=True, check=True, text=True, encoding="utf-8").stdout


def _pages(pdf: Path) -> int:
    found = re.search(r"^Pages:\s+(\d+)", _told("pdfinfo", pdf), re.MULTILINE)
    assert found
    return int(found[1])


def test_a_line_holds_28_characters_and_a_page_22_lines(browser: str, fonts: str, tmp_path: Path) -> None:  # noqa: F811
    pdf = _printed(long_draft(), Settings(), browser, fonts, tmp_path)
    lines = [re.sub(r"\s", "", line) for line in _told("pdftotext", "-f", 2, "-l", 2, "-layout", pdf, "-").splitlines()]
    text = [line for line in lines if line and "—" not in line]
    assert len(text) == 22
    assert max(map(len, text)) == 28
    assert sum(len(line) == 28 for line in text) >= 12


@pytest.mark.parametrize("settings", [Settings(), Settings(layout="reading")], ids=["gbt9704", "reading"])
def test_it_prints_as_many_pages_as_the_word_file(settings: Settings, browser: str, fonts: str, tmp_path: Path) -> None:  # noqa: F811
    draft = generate_draft(ROOT / "examples" / "safety-work-meeting.yml").draft
    word = tmp_path / "x.docx"
    word.write_bytes(write(draft, ".docx", settings))
    assert (
        abs(_pages(_printed(draft, settings, browser, fonts, tmp_path)) - measure(word, fonts)["rendered"]["pages"])
        <= 1
    )


def test_headings_have_their_typefaces(browser: str, fonts: str, tmp_path: Path) -> None:  # noqa: F811
    """Asked of the browser itself: which family each heading is set in, and which of them this machine has."""
    page = tmp_path / "x.html"
    draft = generate_draft(ROOT / "examples" / "safety-work-meeting.yml").draft
    page.write_bytes(write(draft, ".html").replace(b"</body>", PROBE.encode() + b"</body>"))
    command = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    told = subprocess.run(
        [*command, "--dump-dom", page.as_uri()],
        env={**os.environ, "FONTCONFIG_FILE": fonts},
        capture_output=True,
        check=True,
        timeout=300,
    ).stdout.decode()
    found = dict(re.findall(r"(\S+)=(\S+)", re.search(r'<pre id="probe">(.*?)</pre>', told, re.DOTALL)[1]))  # type: ignore[index]
    assert found == {
        "h1.title": "方正小标宋简体/22",
        "h2.heading-1": "黑体/16",
        "h3.heading-2": "楷体_GB2312/16",
        "p:not([class])": "仿宋_GB2312/16",
    }


PROBE = """<pre id="probe"></pre><script>
document.getElementById("probe").textContent = ["h1.title", "h2.heading-1", "h3.heading-2", "p:not([class])"].map(name => {
  const style = getComputedStyle(document.querySelector(name));
  const face = style.fontFamily.split(",").map(each => each.trim().replaceAll('"', "")).find(each => each !== "JGLatin");
  return name + "=" + face + "/" + Math.round(parseFloat(style.fontSize) * 0.75);
}).join(" ");
</script>"""


def test_nothing_is_fetched_and_nothing_runs() -> None:
    draft = generate_draft(ROOT / "examples" / "safety-work-meeting.yml").draft
    page = write(draft, ".html").decode()
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=|url\(", page)


def test_what_a_stranger_wrote_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("# 讲话\n\n<script>alert(1)</script> & “引号”\n", "utf-8")
    from generator.readers import read

    page = write(read(path), ".html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
