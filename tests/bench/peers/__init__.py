"""The same speech as templates and data for docxtpl and easy-template-x."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx


def write_data(speech: str, path: Path) -> Path:
    """Write a speech, as .txt has it, as the data that both fill in."""
    title, date, _, salutation, *lines = speech.split("\n")
    body = [{"level": _level(line), "text": line.strip()} for line in lines if line.strip()]
    found = {"title": title, "date": date, "salutation": salutation, "body": body}
    path.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    return path


def _level(line: str) -> int:
    return 1 if re.match("[一二三四五六七]、", line) else 2 if line.startswith("（") else 0


def docxtpl_template(path: Path) -> Path:
    """Write the template for docxtpl: one style a level."""
    return _written(
        path,
        ("{{ title }}", "Title"),
        ("{{ date }}", None),
        ("{{ salutation }}", None),
        ("{%p for x in body %}", None),
        ("{%p if x.level == 1 %}", None),
        ("{{ x.text }}", "Heading 1"),
        ("{%p elif x.level == 2 %}", None),
        ("{{ x.text }}", "Heading 2"),
        ("{%p else %}", None),
        ("{{ x.text }}", None),
        ("{%p endif %}", None),
        ("{%p endfor %}", None),
    )


def easy_template(path: Path) -> Path:
    """Write the template for easy-template-x: one style a level."""
    return _written(
        path,
        ("{title}", "Title"),
        ("{date}", None),
        ("{salutation}", None),
        ("{#body}{#h1}", None),
        ("{text}", "Heading 1"),
        ("{/h1}{#h2}", None),
        ("{text}", "Heading 2"),
        ("{/h2}{#p}", None),
        ("{text}", None),
        ("{/p}{/body}", None),
    )


def _written(path: Path, *lines: tuple[str, str | None]) -> Path:
    document = docx.Document()
    for text, style in lines:
        document.add_paragraph(text, style=style)
    document.save(str(path))
    return path
