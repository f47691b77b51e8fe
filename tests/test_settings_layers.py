"""Settings from several places: who wins, what is told of each, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from generator.errors import UserError
from generator.settings import KEYS
from generator.settings_layers import layered, user_file
from generator.settings_schema import settings_schema
from tests.test_cli import run


@pytest.fixture
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("JIANGGAO_OFFICE", raising=False)
    for name in ("office/语料", "work/语料"):
        (tmp_path / name).mkdir(parents=True)
    user_file().parent.mkdir(parents=True)
    return tmp_path


def write(path: Path, words: str) -> None:
    path.write_text(words, encoding="utf-8")


def test_the_later_place_wins_and_each_value_knows_its_place(homes: Path) -> None:
    write(user_file(), f"语速: 180\n字体: system\n版式: reading\n本单位: {homes / 'office'}\n")
    write(homes / "office/jianggao.yml", "版式: gbt9704\n页码: 居中\n语料库: 语料\n")
    write(homes / "work/jianggao.yml", "页码: 无\n语料库: [语料]\n")
    layers = layered(homes / "work/任务单.yml", words=["语速=200"])
    found = layers.settings
    assert (found.rate, found.fonts, found.layout, found.page_number) == (200, "system", "gbt9704", "none")
    assert found.banks == (homes / "office/语料", homes / "work/语料")
    origins = {key.name: origin for key, _, origin in layers.origins()}
    assert origins["语速"] == "命令行"
    assert origins["版式"] == f"本单位（{homes / 'office/jianggao.yml'}:1:1）"
    assert origins["页码"].startswith("任务单旁")
    assert origins["编号"] == "内置"


def test_the_variable_names_the_office_too(homes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(homes / "office/jianggao.yml", "编号: 自动\n")
    monkeypatch.setenv("JIANGGAO_OFFICE", str(homes / "office"))
    assert layered().settings.numbering == "auto"
    monkeypatch.setenv("JIANGGAO_OFFICE", str(homes / "gone"))
    with pytest.raises(UserError, match="连上共享盘"):
        layered()


def test_a_chosen_file_takes_the_place_of_the_one_beside(homes: Path) -> None:
    write(homes / "work/jianggao.yml", "语速: 180\n页码: 无\n")
    write(homes / "别的.yml", "语速: 190\n")
    found = layered(homes / "work/任务单.yml", homes / "别的.yml").settings
    assert (found.rate, found.page_number) == (190, None)


@pytest.mark.parametrize(
    ("words", "says"),
    [("语素=200", "改成“语速”"), ("语速", "键=值"), ("语速=9", "每分钟字数"), ("样本=没有.docx", "没有“没有.docx”")],
)
@pytest.mark.usefixtures("homes")
def test_wrong_words_on_the_command_line(words: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        layered(words=[words])


def test_a_path_that_is_not_there_is_told_with_its_place(homes: Path) -> None:
    write(homes / "work/jianggao.yml", "规则: 没有.yml\n语料库: [语料, 没有]\n")
    with pytest.raises(UserError) as caught:
        layered(homes / "work/任务单.yml")
    assert [str(each.where).rsplit("yml:", 1)[1] for each in caught.value.problems] == ["1:5", "2:11"]


def test_the_schema_agrees_with_reading(homes: Path) -> None:
    schema = settings_schema()
    assert set(schema["properties"]) == {name for key in KEYS for name in (key.name, key.english)}
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate({"语速": 200, "版式": "reading", "语料库": ["语料"], "rules": None}, schema)
    for wrong in ({"语速": 9}, {"版试": "reading"}, {"页码": "左"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)
    assert json.loads(run(homes, "settings", "schema").stdout) == schema
