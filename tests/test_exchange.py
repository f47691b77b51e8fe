"""Remarks at an exchange meeting: how it was done, what is still lacking, and who is spoken to when."""

from __future__ import annotations

from generator.bank import load_bank
from generator.brief.reading import parse_brief
from generator.draft import plain
from generator.generation import draft_from
from generator.settings import Settings

EXCHANGE = """
提纲: 经验交流发言
主题: 基层治理
层级: 街道
会议:
  名称: 全市基层治理现场推进会
  时间: 2026年9月18日
  议程:
    - {谁: 东岭县, 做: 经验发言}
    - {谁: 市民政局, 做: 通报, 事: 工作进展}
    - 本讲话
讲话人: {代表: 望江街道}
成绩:
  - {要点: 重划网格, 原因: 一个网格管八九百户, 分项: [{要点: 分得细, 事实: [每个网格250户上下]}, {要点: 见得着, 事实: [独居老人每日一见]}]}
  - {要点: 理清事项, 事实: [{说: 事项由137项减到46项, 类: 做法}, {说: 今年退了63件, 类: 数据}]}
问题:
  - {要点: 数据重复填, 事实: [数据要在4个系统里重复填]}
举措:
  - {要点: 把入口并成一个, 回应: [数据重复填], 负责: 我们, 任务: [{干什么: 4个系统, 时限: 年底前, 目标: 并成1个入口}]}
照录:
  - {处: 开头, 文字: "去年1月，网格员敲开了一扇没有人应的门。\\n后来就定了每日一见。"}
  - {处: 结尾, 文字: 希望市里把清单定下来。}
结尾: {号召: 欢迎大家来走走, 回扣: 独居老人每日一见}
"""


def lines_of(text: str = EXCHANGE) -> list[str]:
    draft = draft_from(parse_brief(text, "brief.yml"), Settings(), load_bank()).draft
    return [plain(block.text) for block in draft.blocks]


def spoken(text: str = EXCHANGE) -> str:
    return "\n".join(lines_of(text))


def test_the_speaker_acknowledges_those_who_told_of_their_work_before_him() -> None:
    assert spoken().count("东岭县") == 1
    assert "市民政局" not in spoken()  # it reported; it told of nothing to learn
    assert "东岭县" not in spoken(EXCHANGE.replace("做: 经验发言", "做: 通报"))


def test_shortfalls_are_addressed_to_the_audience_and_not_hung_under_the_last_part() -> None:
    lines = lines_of()
    (lacks,) = (line for line in lines if "数据要在4个系统里重复填" in line)
    assert lacks.startswith("各位领导、同志们，")
    assert spoken().count("各位领导、同志们，") == 1


def test_a_part_says_how_many_ways_it_took() -> None:
    assert any("两" in line and "网格管八九百户" in line for line in lines_of())


def test_lines_that_open_or_close_the_speech_word_for_word_stand_where_the_manual_says() -> None:
    lines = lines_of()
    first = lines.index("去年1月，网格员敲开了一扇没有人应的门。")
    assert lines[first + 1] == "后来就定了每日一见。"
    end = lines[-1]
    assert end.index("希望市里把清单定下来。") < end.index("欢迎大家来走走。")
    assert not end.endswith("欢迎大家来走走。")  # the courtesy comes last


def test_we_do_not_say_that_we_are_in_charge() -> None:
    assert "由我们负责" not in spoken()
    assert "4个系统，年底前并成1个入口" in spoken()


def test_a_courtesy_that_the_call_has_paid_is_not_paid_again() -> None:
    end = lines_of(EXCHANGE.replace("欢迎大家来走走", "请各位领导批评"))[-1]
    assert end.count("批评") == 1
