"""How a duty is called in the calendar: by itself where it is short and plain, else by what it counts or what is done."""

from __future__ import annotations

import pytest

from generator.brief.schema import Duty
from generator.planning.dates import calendar_day, deadline, horizon
from generator.planning.duties import Placed, subject, thing

NAMES = {
    "12项超期隐患": "12项超期隐患",
    "完成剩余34公里老旧管网改造": "完成剩余34公里老旧管网改造",
    "对2310台“两客一危”车辆逐台检查": "2310台“两客一危”车辆逐台检查",
    "对3000名企业主要负责人轮训一遍": "3000名企业主要负责人轮训一遍",
    "对农村常住人口集中排查一遍": "农村常住人口集中排查一遍",
    "对各部门的“调研”“测评”清理一遍": "各部门的“调研”“测评”清理一遍",
    "对高层建筑、商业综合体、养老机构全覆盖检查一遍": "高层建筑、商业综合体、养老机构全覆盖检查一遍",
    "新增电动自行车充电端口1.2万个": "新增电动自行车充电端口1.2万个",
    "新增夜间开放的“友好场景”60处": "新增夜间开放的“友好场景”60处",
    "盘活闲置的19个冷库": "盘活闲置的19个冷库",
    "清理村集体合同": "清理村集体合同",
    "58个收入不到10万元的村": "58个收入不到10万元的村",
    "把云汀区“一窗办企业全程事”推到各县（区）": "把云汀区“一窗办企业全程事”推到各县（区）",
    "把涉企检查次数减到上年的六成以下": "把涉企检查次数减到上年的六成以下",
    "推广石鼓镇的办法": "推广石鼓镇的办法",
    "出台加装电梯出资分摊和低层补偿指导标准": "出台加装电梯出资分摊和低层补偿指导标准",
    "选派24名卫生院医生到县人民医院学习彩超和放射技术": "选派24名卫生院医生到县人民医院学习彩超和放射技术",
    "实现47个小区全部开工": "实现47个小区全部开工",
    "为60岁以下村医办理养老保险": "60岁以下村医办理养老保险",
    "集中清理村集体合同": "集中清理村集体合同",
    "对账并公示2170万元欠款明细": "对账并公示2170万元欠款明细",
    "开展有限空间和动火作业专项整治": "开展有限空间和动火作业专项整治",
}


@pytest.mark.parametrize("do", NAMES)
def test_a_duty_has_a_name(do: str) -> None:
    assert subject(Placed(Duty(do=do), "举措/1/任务/1", deadline(None, None))) == NAMES[do]


LOOKED_AT = {
    "12项超期隐患": "12项超期隐患",
    "完成剩余34公里老旧管网改造": "34公里老旧管网改造",
    "对2310台“两客一危”车辆逐台检查": "2310台“两客一危”车辆逐台检查",
    "为6200户餐饮用户加装泄漏报警和自动切断装置": "6200户餐饮用户",
    "对3000名企业主要负责人轮训一遍": "3000名企业主要负责人轮训",
    "对高层建筑、商业综合体、养老机构全覆盖检查一遍": "高层建筑、商业综合体、养老机构全覆盖检查",
    "新增电动自行车充电端口1.2万个": "电动自行车充电端口1.2万个",
    "有限空间和动火作业专项整治": "有限空间和动火作业专项整治",
    "盘活闲置的19个冷库": "",
    "推广石鼓镇的办法": "",
}


@pytest.mark.parametrize("do", LOOKED_AT)
def test_what_is_looked_at_on_a_day_is_a_thing(do: str) -> None:
    assert thing(Placed(Duty(do=do), "举措/1/任务/1", deadline(None, None))) == LOOKED_AT[do]


@pytest.mark.parametrize(
    ("wish", "meeting", "until"),
    [
        ("入汛前这7天要办的事，排个时间表", "2026年4月8日", (4, 15)),
        ("节后10天的活排个时间表", "2026年12月28日", (13, 7)),
        ("这3天的活排个时间表", "2026年2月29日上午", (3, 3)),
        ("清明前的活按日子倒排", "2026年3月18日", (4, 4)),
        ("6月底前的日子倒排", "2026年3月18日", (6, 30)),
        ("5月底以前要交的账按日子念一遍", "2026年4月16日", (5, 31)),
        ("3月份要办的事排个日程", "2026年2月26日", (3, 31)),
        ("5月20日之前的排个时间表", "2026年4月16日", (5, 20)),
        ("排个时间表", "2026年3月18日", None),
        ("7天内的排个时间表", None, None),
    ],
)
def test_a_wish_for_the_days_may_say_how_far(wish: str, meeting: str | None, until: tuple[int, int] | None) -> None:
    assert horizon(wish, meeting) == until


@pytest.mark.parametrize(
    ("by", "called"),
    [
        ("12月24日、12月31日两个晚上", "12月24日、12月31日"),
        ("从4月1日起", "4月1日起"),
        ("从4月3日起到4月6日", "4月3日至4月6日"),
        ("4月15日至9月30日", "4月15日至9月30日"),
        ("3月31日前", "3月31日"),
        ("春节前", "春节前"),
        ("每月5日前", ""),
        (None, ""),
    ],
)
def test_what_begins_on_a_day_stands_on_it(by: str | None, called: str) -> None:
    assert calendar_day(by, "2026年1月8日").called == called
