"""Settings from several places, laid over each other: shipped, the user's, the office's, the brief's folder, the command line.

An office shares a folder (``本单位`` in the user's own file, or the variable ``JIANGGAO_OFFICE``), mostly on a network
drive: its ``jianggao.yml`` says how everybody's pages look, so it goes over a user's own habits.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from generator.errors import fail
from generator.settings import FILE_NAME, KEYS, Key, Said, Settings, find_settings, parse_settings, read_settings

LayerName: TypeAlias = Literal["内置", "个人", "本单位", "任务单旁", "指定", "命令行"]

OFFICE_VARIABLE: Final = "JIANGGAO_OFFICE"
COMMAND_LINE: Final = "命令行"


class Layer(Struct, frozen=True):
    """What one place says, by English key; ``path`` is its file, None for the command line."""

    name: LayerName
    path: Path | None
    said: Mapping[str, Said]


class Layers(Struct, frozen=True):
    """All places that say something, from the weakest to the strongest."""

    layers: tuple[Layer, ...]

    @property
    def settings(self) -> Settings:
        """What holds: of each key the last word, of banks all (later ones win over phrases of the same id)."""
        values = {name: each.value for layer in self.layers for name, each in layer.said.items()}
        if "banks" in values:
            values["banks"] = tuple(path for _, path in self._banks())
        return Settings(**values)  # type: ignore[arg-type]

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that were read."""
        return tuple(layer.path for layer in self.layers if layer.path is not None)

    def origins(self) -> Iterator[tuple[Key, str, str]]:
        """Go through the keys with the value that holds and where it comes from."""
        settings = self.settings
        for key in KEYS:
            if key.english == "banks" and settings.banks:
                yield from ((key, str(path), origin) for origin, path in self._banks())
            else:
                last = next((each for each in reversed(self.layers) if key.english in each.said), None)
                origin = "内置" if last is None else _origin(last, last.said[key.english])
                yield key, key.shown(getattr(settings, key.english) or None), origin

    def _banks(self) -> Iterator[tuple[str, Path]]:
        for layer in self.layers:
            if said := layer.said.get("banks"):
                assert isinstance(said.value, tuple)
                yield from ((_origin(layer, said), path) for path in said.value)


def layered(beside: Path | None = None, chosen: Path | None = None, words: Sequence[str] = ()) -> Layers:
    """Lay the settings over each other that hold for the brief or draft at *beside*.

    *chosen* is a file named by the user; it takes the place of the one beside the brief. *words* are ``键=值`` from the
    command line. Raises UserError when one of the files is wrong.
    """
    layers: list[Layer] = []
    personal = user_file()
    if personal.is_file():
        layers.append(Layer("个人", personal, read_settings(personal)))
    office = _office(layers)
    if office is not None and (office / FILE_NAME).is_file():
        layers.append(Layer("本单位", office / FILE_NAME, read_settings(office / FILE_NAME)))
    near = find_settings(beside) if beside is not None else None
    if chosen is not None:
        layers.append(Layer("指定", chosen, read_settings(chosen)))
    elif near is not None:
        layers.append(Layer("任务单旁", near, read_settings(near)))
    if words:
        layers.append(Layer("命令行", None, parse_settings(_as_yaml(words), COMMAND_LINE, Path())))
    return Layers(tuple(layers))


def places(beside: Path, chosen: Path | None = None) -> Iterator[tuple[LayerName, str, bool]]:
    """Go through the files that :func:`layered` looks for: name, place, whether it is there. ``~`` stands for home."""
    personal = user_file()
    yield "个人", _short(personal), personal.is_file()
    office = _office([Layer("个人", personal, read_settings(personal))] if personal.is_file() else [])
    named = f"个人设置的“本单位”或环境变量 {OFFICE_VARIABLE} 指定"
    yield (
        "本单位",
        _short(office / FILE_NAME) if office else named,
        office is not None and (office / FILE_NAME).is_file(),
    )
    if chosen is not None:
        yield "指定", str(chosen), True
    else:
        yield "任务单旁", str(beside.with_name(FILE_NAME)), find_settings(beside) is not None
    yield "命令行", "--set 键=值", True


def _short(path: Path) -> str:
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # elsewhere, or a user without a home
        return str(path)


def user_file() -> Path:
    """Give the place of the user's own settings, whether the file is there or not."""
    from platformdirs import user_config_path

    return user_config_path("jianggao", appauthor=False, roaming=True) / FILE_NAME


def _office(layers: Sequence[Layer]) -> Path | None:
    """Find the folder that the office shares. A folder that cannot be reached is refused: pages must not change unseen."""
    named = os.environ.get(OFFICE_VARIABLE, "").strip()
    if named:
        folder = Path(named)
        if not folder.is_dir():
            expected = "一个存在的文件夹"
            raise fail(OFFICE_VARIABLE, f"没有“{named}”这个文件夹", expected, "连上共享盘，或清空这个环境变量")
        return folder
    for layer in layers:
        if said := layer.said.get("office"):
            assert isinstance(said.value, Path)
            return said.value
    return None


def _origin(layer: Layer, said: Said) -> str:
    return layer.name if layer.path is None else f"{layer.name}（{said.where}）"


def _as_yaml(words: Sequence[str]) -> str:
    """Write ``键=值`` as lines of a settings file, so that they are read by the same rules."""
    lines: list[str] = []
    for word in words:
        key, sign, value = word.partition("=")
        if not sign or not key.strip() or "\n" in word:
            raise fail(COMMAND_LINE, f"“--set {word}”看不懂", "--set 键=值", "例如 --set 语速=200")
        lines.append(f"{key.strip()}: {value.strip()}")
    return "\n".join(lines)
