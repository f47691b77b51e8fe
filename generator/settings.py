"""An office's habits (``jianggao.yml``): how fast its leader speaks, how its pages look, what stands in the head lines.

Keys are Chinese, the English names are accepted too. A brief says what a speech is about; nothing here does.
How the files of a user, an office and a brief are laid over each other: ``generator.settings_layers``.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Table
from pathlib import Path
from typing import Final, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Struct, field

from generator.encoding import read_text
from generator.errors import Problem, UserError, Where, nearest
from generator.layout import FontsName, Layout, LayoutName, PageNumberAt, load_layout
from generator.nodes import Mapping, Node, Scalar, Sequence

HeadOrder: TypeAlias = Literal["date-first", "speaker-first"]
Numbering: TypeAlias = Literal["literal", "auto"]

FILE_NAME: Final = "jianggao.yml"
SLOWEST, FASTEST = 60, 400  # characters a minute; outside it is a slip of the finger

T = TypeVar("T")


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds for one run; each default is what holds without a file. ``rate`` is characters a minute.

    ``banks`` are folders that go over the shipped bank, later ones win. ``reference`` is a .docx that gives the page and
    the styles, None for the shipped ones; ``rules`` are folders that go over the shipped rules. ``office`` is the folder that an
    office shares.
    """

    rate: int = 220
    layout: LayoutName = "gbt9704"
    fonts: FontsName = "gb2312"
    date_line: bool = True
    date_brackets: bool = True
    speaker_line: bool = True
    order: HeadOrder = "date-first"
    page_number: PageNumberAt | None = None
    rules_off: tuple[str, ...] = ()  # rules or groups of `check` that this office switches off
    numbering: Numbering = "literal"
    reference: Path | None = None
    banks: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    office: Path | None = None

    def page_layout(self) -> Layout:
        """Load the page design that these settings ask for."""
        return load_layout(self.layout, self.fonts, self.page_number)


def english(allowed: Table[str, object]) -> tuple[str, ...]:
    """Give the English words that may stand for those of a closed list, as in ``numbering: auto``."""
    return tuple(meant for meant in allowed.values() if isinstance(meant, str) and meant not in allowed)


class _Reader(Struct):
    """Gathers the mistakes of one file, so that all of them are reported together."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def choice(self, node: Node, allowed: Table[str, T]) -> T | None:
        """Read one word of a closed list."""
        shown = node.value if isinstance(node, Scalar) else ""
        if shown in allowed:
            return allowed[shown]
        if shown in english(allowed):
            return next(meant for meant in allowed.values() if meant == shown)
        wrong = f"不认识的取值“{shown}”" if shown else "这里要写一个词"
        near = nearest(shown, allowed)
        mend = f"改成“{near}”" if near else "从中选一个"
        self.problems.append(Problem(node.where, wrong, "、".join(allowed) + "之一", mend))
        return None

    def words(self, node: Node) -> tuple[str, ...] | None:
        """Read a list of words, or a single one."""
        items = node.items if isinstance(node, Sequence) else (node,)
        if all(isinstance(item, Scalar) and item.value for item in items):
            return tuple(item.value for item in items if isinstance(item, Scalar))
        self.problems.append(Problem(node.where, "这里要写规则名", "一列规则名或组名", "例如写成“不查: [page]”"))
        return None

    def rate(self, node: Node) -> int | None:
        """Read a rate of speech, in characters a minute."""
        shown = node.value if isinstance(node, Scalar) else ""
        if shown.isascii() and shown.isdigit() and SLOWEST <= int(shown[:9]) <= FASTEST:
            return int(shown)
        expected = f"每分钟字数，{SLOWEST}到{FASTEST}之间的整数"
        self.problems.append(Problem(node.where, f"语速“{shown or '…'}”用不了", expected, "例如写成“语速: 220”"))
        return None

    def file(self, node: Node) -> Path | None:
        """Read the path of a file that is there."""
        return self._path(node, Path.is_file, "文件")

    def folder_(self, node: Node) -> Path | None:
        """Read the path of a folder that is there."""
        return self._path(node, Path.is_dir, "文件夹")

    def folders(self, node: Node) -> tuple[Path, ...]:
        """Read one path of a folder or a list of them."""
        found = map(self.folder_, node.items if isinstance(node, Sequence) else (node,))
        return tuple(path for path in found if path is not None)

    def _path(self, node: Node, there: Callable[[Path], bool], what: str) -> Path | None:
        """Read a path, taken from the folder of the settings file; ``~`` is the user's home."""
        written = node.value.strip() if isinstance(node, Scalar) else ""
        try:
            path = self.folder / Path(written).expanduser()
            if written and there(path):
                return path
        except (OSError, RuntimeError, ValueError):  # no such drive, no such user, no name for a file
            pass
        wrong = f"没有“{written}”这个{what}" if written else f"这里要写一个{what}的路径"
        mend = "检查路径（从这个设置文件所在的文件夹算起）；在共享盘上的，先连上共享盘"
        self.problems.append(Problem(node.where, wrong, f"一个存在的{what}", mend))
        return None


_SHOWN: Final = {"显示": True, "不显示": False}
_LAYOUTS: Final[Table[str, LayoutName]] = {"gbt9704": "gbt9704", "reading": "reading"}
_FONTS: Final[Table[str, FontsName]] = {"gb2312": "gb2312", "system": "system"}
_ORDERS: Final[Table[str, HeadOrder]] = {"日期在前": "date-first", "讲话人在前": "speaker-first"}
_PLACES: Final[Table[str, PageNumberAt]] = {"外侧": "outer", "居中": "center", "无": "none"}
_NUMBERINGS: Final[Table[str, Numbering]] = {"照打": "literal", "自动": "auto"}


class Key(Struct, frozen=True):
    """One key of the file: its names, what it is for, how its value is read, and the words of a closed list."""

    name: str
    english: str
    about: str
    read: Callable[[_Reader, Node], object]
    choices: Table[str, object] | None = None

    def shown(self, value: object) -> str:
        """Give a value as it is written in the file."""
        if self.choices is not None:
            return next((word for word, meant in self.choices.items() if meant == value), "照版式")
        return "无" if value is None else str(value)


def _choice(name: str, english: str, about: str, allowed: Table[str, T]) -> Key:
    return Key(name, english, about, lambda reader, node: reader.choice(node, allowed), allowed)


KEYS: Final = (
    Key("语速", "rate", "每分钟念多少字", _Reader.rate),
    _choice("版式", "layout", "页面的样子", _LAYOUTS),
    _choice("字体", "fonts", "用哪一套字体", _FONTS),
    _choice("日期行", "date_line", "标题下的（年月日）", _SHOWN),
    _choice("日期括号", "date_brackets", "日期外的（ ）", _SHOWN),
    _choice("讲话人行", "speaker_line", "标题下的职务和姓名", _SHOWN),
    _choice("次序", "order", "这两行谁在上", _ORDERS),
    _choice("页码", "page_number", "页码的位置", _PLACES),
    _choice("编号", "numbering", "标题编号", _NUMBERINGS),
    Key("样本", "reference", "拿哪个 .docx 的页面和样式", _Reader.file),
    Key("语料库", "banks", "另加的语料库文件夹", _Reader.folders),
    Key("规则", "rules", "检查另用的规则文件夹", _Reader.folders),
    Key("不查", "rules_off", "检查时不用的规则或规则组", _Reader.words),
    Key("本单位", "office", "全单位共用的文件夹", _Reader.folder_),
)


class Said(Struct, frozen=True):
    """One value that a file gives, and where it stands."""

    value: object
    where: Where


def load_settings(path: Path | str | None) -> Settings:
    """Read one settings file; None gives the defaults. Raises UserError that lists every mistake with its place."""
    said = {} if path is None else read_settings(Path(path))
    return Settings(**{name: each.value for name, each in said.items()})  # type: ignore[arg-type]


def read_settings(path: Path) -> dict[str, Said]:
    """Read what one file says, by English key. Raises UserError as :func:`load_settings` does."""
    return parse_settings(read_text(path), str(path), path.parent)


def parse_settings(text: str, name: str, folder: Path) -> dict[str, Said]:
    """Read what *text* says; paths in it are taken from *folder*. Raises UserError as :func:`load_settings` does."""
    from generator import source  # PyYAML takes 10 ms to import, and most runs have no such file

    if source.parse_node(text, name) is None:  # comments only: everything as it comes
        return {}
    return _read(source.parse(text, name), folder)


def find_settings(brief_path: Path) -> Path | None:
    """Give the ``jianggao.yml`` that lies beside a brief or a draft, or None."""
    path = brief_path.with_name(FILE_NAME)
    return path if path != brief_path and path.is_file() else None


def find_key(word: str) -> Key | None:
    """Find a key by its Chinese or its English name."""
    return next((key for key in KEYS if word in (key.name, key.english)), None)


def _read(top: Mapping, folder: Path) -> dict[str, Said]:
    reader = _Reader(folder)
    said: dict[str, Said] = {}
    for word, node in top.entries:
        key = find_key(word.value)
        if key is None:
            reader.problems.append(_unknown(word))
        elif key.english in said:
            reader.problems.append(Problem(word.where, f"“{word.value}”说了两遍", "中文键或英文键写一次", "删去一处"))
        elif not (isinstance(node, Scalar) and node.null):
            said[key.english] = Said(key.read(reader, node), word.where)
    if reader.problems:
        raise UserError(reader.problems)
    return said


def _unknown(word: Scalar) -> Problem:
    near = nearest(word.value, [name for key in KEYS for name in (key.name, key.english)])
    mend = f"改成“{near}”" if near else "删去这一项"
    return Problem(word.where, f"不认识的键“{word.value}”", "、".join(key.name for key in KEYS) + "之一", mend)
