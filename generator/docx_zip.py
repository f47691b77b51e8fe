"""Opens a .docx that anybody may have sent: bounded in size, and refused with words that say what to do instead."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.docx_names import HASH_PROPERTY
from generator.docx_text import parse_xml
from generator.errors import fail

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_FILE: Final = 50 * 1024 * 1024
MAX_UNPACKED: Final = 200 * 1024 * 1024
MAX_RATIO: Final = 200  # a speech packs about 10 to 1; a bomb packs 1000 to 1
_SMALL: Final = 1024 * 1024  # below this a high ratio does no harm
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE_DOCUMENT: Final = "/officeDocument"
_DOCX: Final = "Word 文档（.docx）"
_SAVE_AS: Final = "用 Word 或 WPS 打开，另存为 .docx"


class DocxFile(Struct, frozen=True):
    """The parts of an opened .docx that a reader needs, by role; all but ``document`` may be absent."""

    name: str
    document: bytes
    styles: bytes | None
    custom: bytes | None
    numbering: bytes | None


def open_docx(path: Path) -> DocxFile:
    """Read a .docx from disk. Raises UserError when it is missing, not a .docx, protected, broken or a bomb."""
    return unpack(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """Read a file of bounded size. Raises UserError when it is missing, too large or shut."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise fail(str(path), f"文件超过{MAX_FILE // 1024 // 1024} MB", "一篇讲稿", "删去图片后另存，再试一次")
        return path.read_bytes()
    except FileNotFoundError:
        raise fail(str(path), "没有这个文件", "一个存在的文件", "检查文件名和所在的文件夹") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise fail(str(path), f"文件打不开（{reason}）", "可以读的文件", "检查权限，或关掉占用它的程序") from None


def unpack(data: bytes, name: str) -> DocxFile:
    """Find the parts of a .docx in its bytes; *name* stands for the file in messages. Raises UserError."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise fail(name, "文件加了打开密码", f"没有密码的 {_DOCX}", "用 Word 或 WPS 打开，去掉密码后另存")
        raise fail(name, "这是旧版 Word（.doc）或 WPS（.wps）文件", _DOCX, _SAVE_AS)
    if not data.startswith(b"PK"):
        raise fail(name, "这不是 Word 文档", _DOCX, f"检查是不是选错了文件，或{_SAVE_AS}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_bomb(package, name)
            return _parts(package, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise fail(name, "文件损坏，解不开", f"完好的 {_DOCX}", "重新传一份，或用 Word 打开并修复后另存") from None


def stored_hash(file: DocxFile) -> str | None:
    """Give the hash of the text that this tool wrote into the file, or None when the file is not ours."""
    if file.custom is None:
        return None
    for entry in parse_xml(file.custom, file.name):
        if entry.get("name") == HASH_PROPERTY:
            return "".join(str(text) for text in entry.itertext()).strip()
    return None


def refuse_bomb(data: bytes, name: str) -> None:
    """Refuse a zip file that would grow beyond all measure; broken ones are left to who opens them. Raises UserError."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        _refuse_bomb(package, name)


def _refuse_bomb(package: zipfile.ZipFile, name: str) -> None:
    members = package.infolist()
    total = sum(member.file_size for member in members)
    squeezed = any(m.file_size > _SMALL and m.file_size > MAX_RATIO * max(m.compress_size, 1) for m in members)
    if total > MAX_UNPACKED or squeezed:
        raise fail(name, "文件解开后大得不像讲稿", "一篇讲稿", "检查文件来历，或用 Word 打开后另存")


def _parts(package: zipfile.ZipFile, name: str) -> DocxFile:
    names = set(package.namelist())
    document = _related(package, names, "", _OFFICE_DOCUMENT, name) or "word/document.xml"
    if document not in names:
        raise fail(name, "压缩包里没有 Word 正文", _DOCX, f"检查是不是选错了文件，或{_SAVE_AS}")
    styles = _related(package, names, document, "/styles", name)
    custom = _related(package, names, "", "/custom-properties", name)
    numbering = _related(package, names, document, "/numbering", name)
    optional = (package.read(part) if part and part in names else None for part in (styles, custom, numbering))
    return DocxFile(name, package.read(document), *optional)


def _related(package: zipfile.ZipFile, names: set[str], part: str, ending: str, name: str) -> str | None:
    """Find the part that *part* (empty: the package) is related to by a type with this ending."""
    folder, file = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    if relations not in names:
        return None
    for relation in _children(package.read(relations), name):
        if str(relation.get("Type", "")).endswith(ending) and relation.get("TargetMode") != "External":
            target = str(relation.get("Target", ""))
            return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return None


def _children(data: bytes, name: str) -> list[_Element]:
    return list(parse_xml(data, name))
