"""A remark stands behind the duty whose words it hears."""

from __future__ import annotations

from generator.draft import Text, plain
from generator.planning.echoes import behind, behind_place
from generator.planning.plan import Sentence
from generator.planning.text import computed, ended, join, said
from generator.planning.wording import found

PLACE = "举措/2"
ECHO = Sentence(computed("定了的次数就雷打不动。", "x"), 3.0, "举措")


def duty(number: int, *texts: str) -> Text:
    return join([said(text, f"{PLACE}/任务/{number}/干什么") for text in texts], "，")


def run(*clauses: Text) -> Sentence:
    return Sentence(ended(join(clauses, "；")), section="举措")


def order(sentences: list[Sentence], words: tuple[str, ...] = ("每周",)) -> list[str]:
    return [plain(sentence.text) for sentence in behind(sentences, PLACE, words, ECHO)]


def test_a_run_is_parted_behind_the_duty_that_is_heard() -> None:
    spoken = [run(duty(1, "每周夜里", "查一次"), duty(2, "小作坊", "该搬的搬走"))]
    assert order(spoken) == ["每周夜里，查一次。", "定了的次数就雷打不动。", "小作坊，该搬的搬走。"]


def test_a_duty_is_not_parted_from_how_it_is_checked() -> None:
    checks = [
        Sentence(ended(said(text, f"{PLACE}/任务/1/督办")), section="举措") for text in ("每周通报", "由市督查室核对")
    ]
    spoken = [run(duty(1, "查一次")), *checks, run(duty(2, "小作坊"))]
    assert order(spoken) == ["查一次。", "每周通报。", "由市督查室核对。", "定了的次数就雷打不动。", "小作坊。"]


def test_a_duty_is_not_parted_from_what_happens_otherwise() -> None:
    otherwise = Sentence(ended(said("超过一天的，由分管负责人说明", f"{PLACE}/任务/1/后果")), section="举措")
    assert order([run(duty(1, "每周办结")), otherwise, run(duty(2, "小作坊"))])[2] == "定了的次数就雷打不动。"


def test_a_list_within_one_duty_is_not_parted() -> None:
    spoken = [run(duty(1, "小作坊"), duty(2, "每周查一次；每月报一次"))]
    assert order(spoken) == ["小作坊；每周查一次；每月报一次。", "定了的次数就雷打不动。"]


def test_the_last_of_several_duties_that_are_heard_counts() -> None:
    spoken = [run(duty(1, "每周查一次")), run(duty(2, "每周报一次")), run(duty(3, "小作坊"))]
    assert order(spoken)[2] == "定了的次数就雷打不动。"


def test_duties_of_another_measure_are_not_heard() -> None:
    other = Sentence(ended(said("每周查一次", "举措/21/任务/1/干什么")), section="举措")
    assert order([other, run(duty(1, "小作坊"))])[-1] == "定了的次数就雷打不动。"


def test_the_leaders_own_words_stand_behind_the_duty_they_are_put_to() -> None:
    spoken = [run(duty(1, "减排清单", "写到车间"), duty(11, "小作坊", "该搬的搬走")), run(duty(2, "夜查"))]
    at_first = [plain(sentence.text) for sentence in behind_place(spoken, f"{PLACE}/任务/1", ECHO)]
    assert at_first == ["减排清单，写到车间。", "定了的次数就雷打不动。", "小作坊，该搬的搬走。", "夜查。"]
    assert behind_place(spoken, f"{PLACE}/任务/3", ECHO)[-1] == ECHO


def test_two_words_of_a_condition_are_found_near_each_other_and_in_order() -> None:
    assert found("喇叭…坏", "9个村的大喇叭是坏的")
    assert not found("喇叭…坏", "坏了的大喇叭")
    assert not found("喇叭…坏", "大喇叭都响。泵站有3处坏了")
    assert not found("喇叭…坏", "大喇叭装了三百多个，逐村逐户都听得见，泵坏了")
    assert found("喇叭", "大喇叭")
