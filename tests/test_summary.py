"""What the drafter is told after generating."""

from __future__ import annotations

from functools import cache

from generator.bank import Bank, load_bank
from generator.brief.reading import parse_brief
from generator.generation import draft_from
from generator.settings import Settings
from generator.summary import summary


@cache
def bank() -> Bank:
    return load_bank()


def told(text: str, settings: Settings | None = None) -> str:
    return "\n".join(summary(draft_from(parse_brief(text, "任务单.yml"), settings or Settings(), bank())))


BRIEF = "提纲: 工作会议讲话\n主题: 消防安全\n层级: 县\n"
ITEMS = "问题:\n- {要点: 通道没有打通, 事实: [12个小区堵着]}\n- {要点: 设施没有修好, 事实: [9处消火栓没有水]}\n"
DUTIES = "举措:\n- {要点: 通道限期打通, 任务: [{干什么: 12个小区的通道, 目标: 全部打通}, 每周五报一次进度]}\n"


def test_it_says_how_much_the_material_is_worth() -> None:
    assert "短" in told(BRIEF + ITEMS + "篇幅: {字数: 3000}\n")
    assert "合要求" in told(BRIEF + ITEMS + DUTIES + "篇幅: {字数: 400-900}\n")


def test_the_rate_of_speech_turns_characters_into_minutes() -> None:
    assert "每分钟180字" in told(BRIEF, Settings(rate=180))


def test_it_lists_every_blank() -> None:
    assert "待补" in told(BRIEF)
    assert "会议日期" in told(BRIEF)


def test_it_names_duties_that_lack_who_or_when() -> None:
    lines = told(BRIEF + ITEMS + DUTIES)
    assert "没有写谁来干的任务：举措/1/任务/1" in lines
    assert "没有写时限的任务：举措/1/任务/1" in lines
    assert "整句照念的任务1条" in lines


def test_it_lists_what_a_report_holds_back() -> None:
    report = BRIEF.replace("工作会议讲话", "会议新闻通稿") + ITEMS.replace(
        "12个小区堵着", "{说: 12个小区堵着, 名单: 东湖小区3处, 因: 没人管}"
    )
    lines = told(report)
    assert "东湖小区3处（名单不公开）" in lines
    assert "没人管（原因不公开）" in lines


def test_it_repeats_the_leaders_words_as_a_list_to_tick_off() -> None:
    assert "□ 开头不超过一分钟" in told(BRIEF + "要求: {交代: [开头不超过一分钟]}\n")


def test_it_names_headings_of_another_shape_and_words_to_avoid() -> None:
    lines = told(BRIEF + ITEMS + "要求: {小标题: 四字, 避用: [消火栓]}\n")
    assert "小标题要求“四字”" in lines
    assert "避用的词在材料里：消火栓" in lines


def test_it_warns_of_characters_that_the_font_lacks() -> None:
    brief = BRIEF + ITEMS + "致谢: 朱镕同志\n"
    assert "镕" in told(brief)
    assert "镕" not in told(brief, Settings(fonts="system"))


def test_it_tells_where_the_speaker_would_speak_of_himself_as_of_another() -> None:
    speaker = "讲话人: {职务: 县委副书记、县长}\n"
    own = "保障:\n- {要点: 专班抓到底, 事实: [成立由县长任组长的专班]}\n"
    deputy = own.replace("由县长", "由副县长").replace("专班]", "专班, 县长热线每天有人接]")
    assert "保障/1/事实/1：县长" in told(BRIEF + speaker + ITEMS + own)
    assert "念出来像在说别人" not in told(BRIEF + speaker + ITEMS + deputy)
    assert "念出来像在说别人" not in told(BRIEF + ITEMS + own)


def test_it_names_listeners_who_are_not_spoken_to_and_problems_that_no_measure_answers() -> None:
    hall = "会议: {简称: 全县消防安全会议, 时间: 2026年3月1日, 听众: [县直部门负责同志, 市领导]}\n"
    answered = DUTIES.replace("要点: 通道限期打通", "要点: 通道限期打通, 回应: [通道没有打通]")
    lines = told(BRIEF + hall + ITEMS + answered)
    assert "没有单独说到的：市领导" in lines
    assert "没有举措回应的问题：设施没有修好" in lines
    assert "没有举措回应的问题" not in told(BRIEF + hall + ITEMS + DUTIES)  # where no measure says what it answers
