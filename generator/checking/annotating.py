"""``--annotate``: the findings as Word comments in a copy of the user's own file, at the words they are about."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from generator.checking.run import Finding

_AUTHOR: Final = "讲稿 check"
_DATE: Final = re.compile(rb' w:date="[^"]*"')


def annotated(path: Path, findings: Iterable[Finding]) -> bytes:
    """Give a copy of a .docx with one comment a finding; its text stays as it is, character for character."""
    import docx
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from generator.docx_names import W
    from generator.docx_text import paragraphs

    document = docx.Document(str(path))
    body = list(paragraphs(document.element))
    for finding in findings:
        number = max(finding.where.line - 1, 0)
        element: Any = body[number] if number < len(body) else None
        if element is None:
            continue
        runs = [r for r in element.iter(W + "r") if r.find(W + "t") is not None]
        start = max(finding.where.column - 1, 0)
        touched = _touched(runs, start, start + finding.end - finding.start) or runs[:1]
        if touched:
            parent = Paragraph(element, document)
            text = f"【{finding.level}】{finding.message}（{finding.rule}）"
            document.add_comment([Run(r, parent) for r in (touched[0], touched[-1])], text, _AUTHOR, "check")
    out = io.BytesIO()
    document.save(out)
    return _without_clock(out.getvalue())


def _touched(runs: list[Any], start: int, end: int) -> list[Any]:
    from generator.docx_text import paragraph_text

    found, at = [], 0
    for run in runs:
        length = len(paragraph_text(run))
        if at < end and at + length > start:
            found.append(run)
        at += length
    return found


def _without_clock(data: bytes) -> bytes:
    """Pack again with no time in it: same file in, same bytes out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            body = package.read(name)
            if name == "word/comments.xml":
                body = _DATE.sub(b"", body)
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(member, body)
    return out.getvalue()
