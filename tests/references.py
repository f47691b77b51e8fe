"""Office files as Chinese Word leaves them, made from our own sample: other ids, other names, a footer in the middle."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from generator.layout import load_layout
from generator.writers.sample import sample_docx

_CUSTOM = re.compile(r'<w:style [^>]*w:customStyle="1"[^>]*>.*?</w:style>', re.DOTALL)


def _sample(change: Callable[[str, str], str]) -> bytes:
    """Give the sample with *change*(name of the part, its text) applied to every part of its word folder."""
    out = io.BytesIO()
    made = sample_docx(load_layout("gbt9704", "gb2312"))
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(name, text) if name.startswith("word/") and name.endswith(".xml") else text)
    return out.getvalue()


_IDS = {
    "Normal": "a", "DefaultParagraphFont": "a0", "TableNormal": "a1", "NoList": "a2", "Title": "a3", "Footer": "a5",
    "Heading1": "1", "Heading2": "2", "Heading3": "3", "Heading4": "4",
}  # fmt: skip


def _with_ids(_: str, text: str) -> str:
    """Number the styles as Chinese Word does; their names stay English, as Word writes them."""
    for ours, theirs in _IDS.items():
        text = text.replace(f'w:styleId="{ours}"', f'w:styleId="{theirs}"')
        for tag in ("pStyle", "rStyle", "basedOn", "next", "link"):
            text = text.replace(f'<w:{tag} w:val="{ours}"/>', f'<w:{tag} w:val="{theirs}"/>')
    return text


def _in_the_middle(name: str, text: str) -> str:
    if not name.startswith("word/footer"):
        return text
    text = re.sub(r"<w:ind [^>]*/>(?=<w:jc)", "", text)
    return re.sub(r'<w:jc w:val="(?:left|right)"/>', '<w:jc w:val="center"/>', text)


def _without_ours(name: str, text: str) -> str:
    """Leave only Word's own styles, with names in other letters, and no salutation, date or speaker."""
    if name == "word/document.xml":
        return re.sub(r'<w:[pr]Style w:val="JG[^"]*"/>', "", text)
    if name != "word/styles.xml":
        return text
    text = _CUSTOM.sub("", text)
    text = re.sub(r'<w:next w:val="JG[^"]*"/>', "", text)
    return (
        text.replace('"heading 1"', '"Heading 1"')
        .replace('"heading 2"', '"HEADING 2"')
        .replace('"Title"/><w:b', '"title"/><w:b')
    )


REFERENCES: dict[str, bytes] = {
    "other-ids": _sample(_with_ids),
    "centred-number": _sample(lambda name, text: _in_the_middle(name, _with_ids(name, text))),
    "only-words-own": _sample(_without_ours),
}
