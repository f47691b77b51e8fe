"""Names that reading and writing a .docx agree on, apart from all that parses XML."""

from __future__ import annotations

import hashlib
from typing import Final

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W: Final = f"{{{NAMESPACE}}}"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HASH_PROPERTY: Final = "jianggao-text-sha256"


def hash_of(visible: str) -> str:
    """Give the SHA-256 of a body's visible text, in hex: what tells whether somebody edited a file."""
    return hashlib.sha256(visible.encode()).hexdigest()
