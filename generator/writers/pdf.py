"""Writes a PDF by letting LibreOffice print the .docx, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from generator.errors import fail

_PROGRAMS: Final = (
    "soffice",
    "libreoffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# Content controls would become fields to fill in, and lose their yellow.
_FILTER: Final = 'pdf:writer_pdf_Export:{"ExportFormFields":{"type":"boolean","value":"false"}}'
_SECONDS: Final = 180


def pdf_from_docx(docx: bytes, name: str) -> bytes:
    """Give the printed pages of *docx*; *name* stands for the output file in messages.

    Raises UserError where LibreOffice is not installed or could not print.
    """
    program = next((found for each in _PROGRAMS if (found := shutil.which(each))), None)
    if program is None:
        mend = "装上 LibreOffice 再来；或写成 .docx，在 Word、WPS 里另存为 PDF"
        raise fail(name, "出 PDF 要用 LibreOffice，这台机器上没有找到", "装有 LibreOffice 的机器", mend)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "speech.docx"
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"  # ours: one may be open already
        command = [program, profile, "--headless", "--convert-to", _FILTER, "--outdir", folder, str(source)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            return source.with_suffix(".pdf").read_bytes()
        except subprocess.TimeoutExpired:
            why = f"{_SECONDS}秒还没有印完"
        except OSError:
            why = f"没有印出来，退出码{done.returncode}"
    raise fail(name, f"LibreOffice {why}", "印好的 PDF", "先写成 .docx，在 Word、WPS 里另存为 PDF")
