"""Anybody's documents as raw text for the miner: which files of a folder are read, and how each kind is."""

from __future__ import annotations

import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from shutil import which
from typing import Final

from generator.errors import Problem, UserError, Where, fail

MAX_BYTES: Final = 50 * 1024 * 1024  # a speech with pictures has a few; a scanned book is not a speech
MAX_TEXT: Final = 8 * 1024 * 1024  # bytes of plain text: two million characters
_CONVERT_SECONDS: Final = 90
_SAVE_AS: Final = "用 Word 或 WPS 打开，另存为 .docx"


def gather(paths: Sequence[Path]) -> list[Path]:
    """List the readable files in *paths*: files as given, folders with all that is below them, sorted by name.

    Hidden files and the lock files of Word (``~$``) are left out. Raises UserError for a missing path, a file of a kind
    that is not read, and when there is no readable file at all.
    """
    problems: list[Problem] = []
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(_below(path))))
        elif not path.exists():
            problems.append(Problem(Where(str(path)), "没有这个文件或文件夹", "一个存在的路径", "检查路径"))
        elif path.suffix.lower() not in _READERS:
            problems.append(Problem(Where(str(path)), f"不会读“{path.suffix}”文件", _KINDS, _SAVE_AS))
        else:
            found[path] = None
    if problems:
        raise UserError(problems)
    if not found:
        raise fail("、".join(map(str, paths)), "里面没有能读的文件", _KINDS, "检查是不是选错了文件夹")
    return list(found)


def raw_text(path: Path) -> str:
    """Read the whole text of a document, a paragraph or a source line a line; nothing is cleaned. Raises UserError."""
    name = str(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise fail(
                name,
                f"文件有{size // 1024 // 1024} MB",
                f"不超过{MAX_BYTES // 1024 // 1024} MB 的讲稿",
                "拆开，或只留正文",
            )
        if size == 0:
            raise fail(name, "文件是空的", "有文字的文件", "检查是不是选错了文件")
        return _READERS[path.suffix.lower()](path)
    except OSError as error:
        wrong = f"文件打不开（{error.strerror or error}）"
        raise fail(name, wrong, "可以读的文件", "检查权限，或关掉占用它的程序") from None


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if not hidden and path.suffix.lower() in _READERS and path.is_file() and not path.is_symlink():
            yield path


def _plain(path: Path) -> str:
    from generator.readers.charset import decode_any

    data = path.read_bytes()
    if len(data) > MAX_TEXT:
        raise fail(str(path), f"文本有{len(data) // 1024 // 1024} MB", "一篇讲稿", "拆成一篇一个文件")
    return decode_any(data, str(path))


def _docx(path: Path) -> str:
    from generator.readers.docx import numbered_text

    return numbered_text(path)


def _html(path: Path) -> str:
    try:
        from trafilatura import extract
    except ImportError:
        raise _missing(path, "网页", "web") from None
    text = extract(_plain(path), include_comments=False, include_tables=False, favor_recall=True)
    if not text:
        raise fail(str(path), "网页里没有找到正文", "有一篇文章的网页", "在浏览器里打开，复制正文存成 .txt")
    return str(text)


def _pdf(path: Path) -> str:
    try:
        import pypdfium2  # type: ignore[import-untyped]
    except ImportError:
        raise _missing(path, "PDF", "pdf") from None
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise fail(str(path), "PDF 加了打开密码", "没有密码的 PDF", "去掉密码后另存") from None
        raise fail(str(path), "PDF 损坏，打不开", "完好的 PDF", "重新下载，或打印成新的 PDF") from None
    try:
        pages = [page.get_textpage().get_text_range().replace("\r\n", "\n").split("\n") for page in document]
    finally:
        document.close()
    if sum(len(line.strip()) for page in pages for line in page) < len(pages) * 10:
        raise fail(
            str(path), "PDF 是扫描的图片，没有文字", "有文字的 PDF", "先用识别软件转成文字，再存成 .docx 或 .txt"
        )
    return "\n".join(line for page in _without_furniture(pages) for line in page)


def _without_furniture(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Drop the first or last line of a page where most pages have the same one, figures aside (headers, page numbers)."""
    filled = [[line for line in page if line.strip()] for page in pages]
    edges = Counter(_shape(line) for page in filled for line in {*page[:1], *page[-1:]})
    often = {shape for shape, times in edges.items() if len(filled) > 2 and times * 2 > len(filled)}
    for page in filled:
        yield [line for at, line in enumerate(page) if not (at in (0, len(page) - 1) and _shape(line) in often)]


def _shape(line: str) -> str:
    return "".join("0" if char.isdigit() else char for char in line.strip())


def _converted(path: Path) -> str:
    """Read .doc, .wps and .rtf through LibreOffice, in a folder and a profile of its own."""
    office = which("soffice") or which("libreoffice")
    if office is None:
        raise fail(str(path), f"这是{path.suffix}文件，本机没有 LibreOffice，读不了", ".docx 文件", _SAVE_AS)
    with tempfile.TemporaryDirectory(prefix="jianggao-") as folder:
        profile = (Path(folder) / "profile").as_uri()
        command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx", "--outdir", folder]
        try:
            subprocess.run([*command, str(path.resolve())], check=True, capture_output=True, timeout=_CONVERT_SECONDS)
            return _docx(next(Path(folder).glob("*.docx")))
        except (subprocess.SubprocessError, StopIteration):
            raise fail(str(path), "LibreOffice 没能转换这个文件", "完好的文件", _SAVE_AS) from None


def _missing(path: Path, what: str, extra: str) -> UserError:
    mend = f"运行 pip install 'jianggao[{extra}]' 后再试"
    return fail(str(path), f"读{what}要另装一个组件", f"装了 {extra} 组件的讲稿", mend)


_READERS: Final[dict[str, Callable[[Path], str]]] = {
    ".txt": _plain, ".md": _plain, ".docx": _docx, ".html": _html, ".htm": _html, ".pdf": _pdf,
    ".doc": _converted, ".wps": _converted, ".rtf": _converted,
}  # fmt: skip
_KINDS: Final = ".txt、.md、.docx、.html、.pdf、.doc 或 .wps 文件"
