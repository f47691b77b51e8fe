"""What this machine has and what is missing for what: fit to be shown to strangers, so no names and no paths."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import locale
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator import __version__
from generator.bank import load_bank
from generator.errors import UserError
from generator.layout import load_layout
from generator.settings_layers import layered

_PACKAGES: Final = ("jinja2", "python-docx", "lxml", "msgspec", "pyyaml", "typer")
_OFFICES: Final = ("soffice", "libreoffice")
_WINDOWS_PLACES: Final = ("C:/Program Files/LibreOffice/program", "C:/Program Files (x86)/LibreOffice/program")
_MAC_PLACES: Final = ("/Applications/LibreOffice.app/Contents/MacOS",)
_PATIENCE: Final = 20  # seconds; fc-list builds its cache at the first call
_FONT_REGISTRY: Final = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"


class Remark(Struct, frozen=True):
    """One thing looked at: what was found, and what does not work without it (empty when nothing is lacking)."""

    name: str
    found: str
    lacking: str = ""


def examine() -> Iterator[Remark]:
    """Look at versions, fonts, LibreOffice, extras, settings and banks."""
    yield Remark("jianggao", __version__)
    yield Remark("Python", f"{platform.python_version()}，{sys.platform}，{platform.machine()}")
    yield Remark("终端编码", f"{sys.stdout.encoding}，系统 {locale.getpreferredencoding(False)}")
    yield from (Remark(name, _version(name)) for name in _PACKAGES)
    excel = importlib.util.find_spec("openpyxl") is not None
    yield Remark("读 .xlsx", "能" if excel else "不能", "" if excel else "pip install 'jianggao[excel]'；.csv 不受影响")
    office = any(shutil.which(name) or _in_usual_places(name) for name in _OFFICES)
    yield Remark("LibreOffice", "有" if office else "没有", "" if office else "不能转 .pdf；.docx 不受影响")
    yield from _fonts()
    yield from _settings()


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "没有"


def _in_usual_places(name: str) -> bool:
    places = (*_WINDOWS_PLACES, *_MAC_PLACES)
    return any((Path(place) / f"{name}{end}").exists() for place in places for end in ("", ".exe"))


def _fonts() -> Iterator[Remark]:
    installed = _installed_fonts()
    if installed is None:
        yield Remark("字体", "看不了", "装上 fontconfig 再查；在 Windows 上不需要")
        return
    for which in ("gb2312", "system"):
        fonts = load_layout("gbt9704", which).fonts
        names = [fonts.name(role) for role in ("fangsong", "kaiti", "heiti", "biaosong", "songti")]
        missing = [name for name in dict.fromkeys(names) if name.lower() not in installed]
        mend = (
            "排版会换成相近的字体；装上，或在设置里写“字体: system”"
            if which == "gb2312"
            else "打印前在有字体的机器上看"
        )
        yield Remark(f"字体 {which}", "齐" if not missing else "缺" + "、".join(missing), mend if missing else "")


def _installed_fonts() -> str | None:
    """Give the names of all fonts in one lower-case text, or None when they cannot be listed."""
    if sys.platform == "win32":
        return _windows_fonts()
    lister = shutil.which("fc-list")
    if lister is None:
        return None
    command = [lister, "--format", "%{family}\\n"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace").lower()


def _windows_fonts() -> str | None:
    """List the fonts of the machine and of the user by their entries and files, which both name 仿宋_GB2312."""
    import winreg

    names: list[str] = []
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):  # type: ignore[attr-defined,unused-ignore]
        try:
            key = winreg.OpenKey(root, _FONT_REGISTRY)  # type: ignore[attr-defined,unused-ignore]
        except OSError:  # a user without fonts of her own
            continue
        names += [winreg.EnumValue(key, at)[0] for at in range(winreg.QueryInfoKey(key)[1])]  # type: ignore[attr-defined,unused-ignore]
    return "\n".join(names).lower() or None


def _settings() -> Iterator[Remark]:
    try:
        layers = layered(Path("任务单.yml"))
        settings = layers.settings
    except UserError as error:
        yield Remark("设置", f"有{len(error.problems)}处错误", "设置不能用；用 jianggao settings show 看错在哪里")
        return
    names = "、".join(layer.name for layer in layers.layers) or "都是内置的"
    yield Remark("设置", names)
    yield Remark("样本", "指定了" if settings.reference else "没有指定")
    try:
        bank = load_bank(*settings.banks)
    except UserError as error:
        yield Remark("语料库", f"有{len(error.problems)}处错误", "生成不了；用 jianggao phrases check 看错在哪里")
        return
    own = f"，另加{len(settings.banks)}个文件夹" if settings.banks else ""
    yield Remark("语料库", f"语句{len(bank.phrases)}条、标题组{len(bank.families)}个{own}")
