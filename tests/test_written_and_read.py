"""Whatever is generated is read back: the same headings, paragraphs and text, out of every format that can be read."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.brief.reading import parse_brief
from generator.docx_names import NAMESPACE
from generator.draft import Draft
from generator.generation import draft_from, generate_draft
from generator.readers import read
from generator.readers.docx_losses import losses
from generator.rendering import full_width
from generator.settings import Settings
from generator.writers import write
from tests.samples import bare, case, members, packed
from tests.test_properties import BRIEF, as_yaml, bank

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yml"))
FORMATS = {
    "docx": (".docx", Settings()),
    "docx-counted": (".docx", Settings(numbering="auto")),
    "md": (".md", Settings()),
    "txt": (".txt", Settings()),
}


def _lines(draft: Draft) -> list[str]:
    """Give the tree in words. Where a title breaks is the page's business: .txt keeps none, .docx those it needs."""
    return [repr(line).replace("|", "") for line in bare(draft)]


def _read_back(draft: Draft, suffix: str, chosen: Settings, folder: Path) -> list[str]:
    path = folder / f"讲话{suffix}"
    path.write_bytes(write(draft, suffix, chosen))
    return _lines(full_width(read(path)))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_read_back(example: Path, form: str, tmp_path: Path) -> None:
    draft = generate_draft(example).draft
    assert _read_back(draft, *FORMATS[form], tmp_path) == _lines(draft)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,  # the same briefs everywhere; shrinking a whole brief takes minutes and tells little
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(BRIEF, st.integers(0, 5))
def test_any_generated_brief_is_read_back(data: dict[str, Any], seed: int) -> None:
    draft = draft_from(parse_brief(as_yaml(data), "任务单.yml"), Settings(), bank(), seed).draft
    with tempfile.TemporaryDirectory() as folder:
        for suffix, chosen in FORMATS.values():
            assert _read_back(draft, suffix, chosen, Path(folder)) == _lines(draft), suffix


RUN = "<w:r><w:t>见此处</w:t></w:r>"
LOST = {
    "表格": f"<w:tbl><w:tr><w:tc><w:p>{RUN}</w:p></w:tc></w:tr></w:tbl>",
    "脚注": f'<w:p>{RUN}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
    "尾注": f'<w:p>{RUN}<w:r><w:endnoteReference w:id="1"/></w:r></w:p>',
    "批注": f'<w:p>{RUN}<w:r><w:commentReference w:id="1"/></w:r></w:p>',
    "修订": f'<w:p><w:ins w:id="1" w:author="甲">{RUN}</w:ins></w:p>',
    "文本框": f"<w:p><w:r><w:pict><w:txbxContent><w:p>{RUN}</w:p></w:txbxContent></w:pict></w:r></w:p>",
    "公式": f'<w:p>{RUN}<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/></w:p>',
    "图片": f'<w:p>{RUN}<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    "</w:drawing></w:r></w:p>",
}


@pytest.mark.parametrize("kind", LOST)
def test_what_cannot_be_carried_over_is_named_with_its_place(kind: str, tmp_path: Path) -> None:
    parts = members(write(case("meeting"), ".docx"))
    opening = b"<w:body>"
    assert NAMESPACE.encode() in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(opening, opening + LOST[kind].encode(), 1)
    path = packed(parts, tmp_path / "旧.docx")
    said = losses(path)
    assert len(said) == 1
    assert f"{kind}1处（“见此处”处）" in said[0]


def test_a_plain_speech_loses_nothing(tmp_path: Path) -> None:
    assert losses(packed(members(write(case("meeting"), ".docx")), tmp_path / "旧.docx")) == ()
