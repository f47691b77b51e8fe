"""Duties into clauses: who, by when, what, to what end - in the order that reads best for the shape of 干什么."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from generator.brief.schema import Duty, Item
from generator.draft import Text
from generator.planning.choose import Chooser
from generator.planning.dates import Deadline, deadline
from generator.planning.figures import counted, named
from generator.planning.plan import KEEP, Sentence
from generator.planning.scope import Scope
from generator.planning.text import BREATH, computed, ended, join, length, said
from generator.vocabulary import grammar

_MOST_NAMED = 3  # units that are named a second time
_LONGEST_ENTRY = 32  # of a calendar
_ABOUT = ("对", "为", "给")  # 对2310台车辆逐台检查: on its day it is 2310台车辆逐台检查
_LONGEST_CLAUSE = 60
_LONGEST_RUN_ON = 30  # characters of a duty that can follow on who does it in the same sentence
_LONGEST_LED = 42  # characters of a first duty with who does it that another can still follow in the same sentence
_SHORT_DEED = 5  # characters of what is done to a thing that go along with its name: 全覆盖检查
_SHORT_TARGET = 4  # characters that need no pause before them: 10月5日前备足
_CORE = ("分工", "时限", "目标")


class Placed(Struct, frozen=True):
    """A duty with its place in the brief and its deadline."""

    duty: Duty
    place: str
    due: Deadline


def by_date(item: Item, place: str, meeting: str | None) -> tuple[Placed, ...]:
    """Give the duties of a measure by deadline; what is to be read as it stands stays behind the duty that it stood behind."""
    placed: list[tuple[tuple[int, int], Placed]] = []
    for number, duty in enumerate(item.duties, 1):
        due = deadline(duty.by, meeting)
        key = placed[-1][0] if duty.spoken and placed else due.key
        placed.append((key, Placed(duty, f"{place}/任务/{number}", due)))
    return tuple(entry for _, entry in sorted(placed, key=lambda pair: pair[0]))


def subject(entry: Placed) -> str:
    """Name a duty in a calendar: in its own words up to the first comma; where they are long, by what it counts or takes.

    A noun takes the first words of its 目标 along (29个问题工地全部整改): alone it would not say what falls due. Never by the 要点 of
    its measure: that would make the whole measure due on the day of one of its duties. "" when it has no name.
    """
    do, _, more = entry.duty.do.partition("，")
    target = (entry.duty.target or "").partition("，")[0]
    if "名词" in shape(entry.duty) and not more and len(do + target) <= _LONGEST_ENTRY:
        return do + target
    if do.startswith(_ABOUT) and not do.startswith(tuple(verb for verb in grammar().verbs if len(verb) > 1)):
        do = do[1:]  # 对账 is a verb of its own
    return do if len(do) <= _LONGEST_ENTRY else counted(do) or named(do)


def in_hand(entry: Placed) -> Text:
    """Say a duty in a few words, with its day, to those who have it in hand: 164座户厕3月20日前全部修好; 3月底前完成一遍排查."""
    duty, place = entry.duty, entry.place
    do, by = said(duty.do.partition("，")[0], f"{place}/干什么"), said(duty.by or "", f"{place}/时限")
    target = said((duty.target or "").partition("，")[0], f"{place}/目标") if duty.target else ()
    return (*do, *by, *target) if "名词" in shape(duty) else (*by, *do)


def thing(entry: Placed) -> str:
    """Name what a duty is about, to be looked at on its day: 12项超期隐患, 3000名企业主要负责人轮训; "" where it counts nothing."""
    do = entry.duty.do.partition("，")[0]
    found = shape(entry.duty)
    if "行动" in found:
        return do
    target = (entry.duty.target or "").partition("，")[0]
    if "名词" in found and target and do.endswith(grammar().people) and len(do + target) <= _LONGEST_ENTRY:
        return do + target
    name = do if "名词" in found and counted(do) else counted(do, deed=_SHORT_DEED)
    if target and _bare_count().search(name):
        name += target  # 其余23项 says nothing of what they are
    return name if len(name) <= _LONGEST_ENTRY else ""


@cache
def _bare_count() -> re.Pattern[str]:
    return re.compile(rf"\d(?:{'|'.join(grammar().measure_words)})$")


def runs_to_a_day(duty: Duty) -> bool:
    """Whether a duty has a day on which it ends after days of doing it: 1月15日至4月15日."""
    return any(mark in (duty.by or "") for mark in ("至", "—", "到"))


def shape(duty: Duty) -> frozenset[str]:
    """Tell how a duty is built: 干什么 is a clause (动宾), a campaign (行动) or a noun (名词).

    起止: 时限 runs from day to day. 主谓: 目标 is no bare verb, so that it wants a pause before it. 本人: the speaker answers for it;
    亲为: it is of a kind that only he can do. 专责: some are put in charge, nobody leads or assists.
    """
    words = grammar()
    before = (duty.do[: found.start()] for found in re.finditer(r"\d+", duty.do))
    inner = any(text.endswith(words.verbs) and not text.endswith(words.comparing) for text in before)
    opens = duty.do.startswith(words.verbs) and not duty.do.startswith(words.not_verbs)
    if opens or inner or any(mark in duty.do for mark in words.clause_marks):
        found = {"动宾"}
    else:
        found = {"行动"} if duty.do.endswith(words.campaigns) else {"名词"}
    if runs_to_a_day(duty) or "起" in (duty.by or ""):
        found.add("起止")
    if (*duty.in_charge, *(who for _, who in duty.roles)) == ("我",):
        found.add("亲为" if any(word in duty.do for word in words.in_person) else "本人")
    if duty.in_charge and not (duty.lead or duty.with_ or duty.roles):
        found.add("专责")
    if duty.target and len(duty.target) > _SHORT_TARGET and not duty.target.startswith(words.verbs):
        found.add("主谓")
    return frozenset(found)


def runs_on(duty: Duty) -> bool:
    """Whether a duty can follow in one breath on who does it, and, where it is read as it stands, has no subject of its own."""
    own = sum(map(len, filter(None, (duty.by, duty.do, duty.target, *duty.how))))
    return own <= _LONGEST_RUN_ON and (not duty.spoken or duty.do.startswith(grammar().verbs))


def division(in_charge: Sequence[str], lead: Sequence[str], with_: Sequence[str], place: str) -> Text:
    """Say who does it: 市应急局牵头、市工信局配合. Empty when nobody is named."""
    groups = [
        join([said(unit, f"{place}/{key}") for unit in units], "、") + computed(verb, "分工")
        for key, units, verb in (("牵头", lead, "牵头"), ("负责", in_charge, "负责"), ("配合", with_, "配合"))
        if units
    ]
    many = any(len(units) > 1 for units in (in_charge, lead, with_))
    return join(groups, "，" if many else "、")


def assigned(duty: Duty, place: str, *, checking: bool) -> Text:
    """Say who has which role: 市安委办挂牌督办，东湾区政府包案. Those who only look on (验收) are told apart by *checking*."""
    roles = [(role, who) for role, who in duty.roles if role.endswith(grammar().checking) == checking]
    return join([said(who, f"{place}/责任") + _does(role) + said(role, f"{place}/责任") for role, who in roles], "，")


def _does(role: str) -> Text:
    """Give the verb that a role wants which is none itself: 市司法局负责专业调解."""
    return computed(grammar().does, "分工") if role.startswith(grammar().role_nouns) else ()


def speak(
    placed: Sequence[Placed], scope: Scope, chooser: Chooser, lead_in: Text = (), *, named: bool = True
) -> tuple[Sentence, ...]:
    """Say the duties of one measure: the dated ones in one run, then each with its method, check and consequence.

    *lead_in* (who is in charge) opens the first clause of those that have nobody of their own; *named* says whether he and who assists
    him have been named already, or are in *lead_in*.
    """
    sentences: list[Sentence] = []
    run: list[Text] = []
    pending = lead_in
    said_before = ""
    others = False  # whether somebody else has just been put in charge

    def close() -> None:
        if run:
            sentences.append(Sentence(ended(join(run, "；")), KEEP, scope.section))
            run.clear()

    for entry in placed:
        if entry.duty.spoken:
            close()
            sentences.append(Sentence(ended(pending + said(entry.duty.do, entry.place)), KEEP, scope.section))
            pending = ()
            continue
        inner = _duty_scope(entry, scope)
        who = inner.shown("分工")
        if who and who == said_before:
            inner = inner.without("分工")
        elif said_before and not who:
            close()  # or it would be heard of the one just named
            owner = () if pending else _owner(entry, named=named)
            if owner and others:
                inner, named = inner.within(entry.place, {"分工": owner}), True
        others = bool(entry.duty.in_charge or entry.duty.lead) and not entry.duty.inherited
        said_before = who or ("" if inner.values.get("分工") else said_before)
        if _wants_predicate(entry.duty):
            inner = _with_predicate(inner)
        before = _reason(entry, inner, chooser)
        if before is not None:
            close()
            sentences.append(before)
        core = _core(inner, chooser)
        inner, core = _with_ways(inner, core)
        if entry.duty.inherited:
            core, pending = pending + core, ()
        if sum(map(length, (*run, core))) > BREATH or (lead_in and run and length(run[0]) > _LONGEST_LED):
            close()
        run.append(core)
        after = [*_after(inner, chooser)]
        if after:
            close()
            sentences += after
    close()
    return tuple(sentences)


def _owner(entry: Placed, *, named: bool) -> Text:
    """Name who is in charge of a measure, for a duty of it that comes behind somebody else's; those who assist only the first time."""
    duty = entry.duty
    if named and len(duty.in_charge) > _MOST_NAMED and not duty.lead:
        return computed(grammar().those_above, "分工")
    return division(duty.in_charge, duty.lead, () if named else duty.with_, entry.place) if duty.inherited else ()


def _with_ways(scope: Scope, core: Text) -> tuple[Scope, Text]:
    """Run 办法 and 督办 on behind a duty where they would be stumps by themselves; the scope keeps the others."""
    for name in ("办法", "督办"):
        if _joins_on(scope, name, core):
            scope, core = scope.without(name), join([core, scope.values[name]], "，")
    return scope, core


def _joins_on(scope: Scope, name: str, core: Text) -> bool:
    """Whether 办法, or a 督办 that says how often, is short enough to run on behind its duty rather than stand as a stump."""
    way = scope.shown(name)
    if name == "督办" and (scope.shown("办法") or not way.startswith("每")):
        return False
    short = "，" not in way and length(core) + len(way) <= _LONGEST_CLAUSE  # with a pause in it it is a sentence
    return bool(way) and short and not way.startswith(grammar().method_starts)


def _wants_predicate(duty: Duty) -> bool:
    """Whether a duty is a bare noun, with neither 时限 nor 目标 to make a sentence of it."""
    return "名词" in shape(duty) and not (duty.by or duty.target) and bool(duty.or_else or duty.check)


def _with_predicate(scope: Scope) -> Scope:
    """Let 后果, or else 督办, be what is said of the noun: 连续两次没有巡河的河长，由县级总河长约谈."""
    name = "后果" if scope.values.get("后果") else "督办"
    return scope.without(name).within(scope.place, {"目标": scope.values[name]})


def _duty_scope(entry: Placed, scope: Scope) -> Scope:
    duty, place = entry.duty, entry.place
    own = () if duty.inherited else division(duty.in_charge, duty.lead, duty.with_, place)
    roles, checks = (assigned(duty, place, checking=each) for each in (False, True))
    values: dict[str, Text] = {
        "干什么": said(duty.do, f"{place}/干什么"),
        "时限": said(duty.by, f"{place}/时限") if duty.by else (),
        "目标": said(duty.target, f"{place}/目标") if duty.target else (),
        "缘由": said(duty.why_then, f"{place}/缘由") if duty.why_then else (),
        "办法": join([said(way, f"{place}/办法") for way in duty.how], "，"),
        "督办": join(
            [
                computed("由", "分工") + checks if checks else (),
                said(duty.check, f"{place}/督办") if duty.check else (),
            ],
            "，",
        ),
        "后果": said(duty.or_else, f"{place}/后果") if duty.or_else else (),
        "分工": join([own, roles], "，"),
    }
    if duty.in_charge == (grammar().we,) and not duty.lead:  # 由我们负责 says nothing
        values["分工"] = roles
    if "亲为" in shape(duty):  # 2月底前，我到青岩镇蹲点3天: who does it is the subject
        values["负责"], values["分工"] = said("我", f"{place}/负责"), ()
    cues = "\n".join(filter(None, (duty.do, duty.target, duty.by)))
    base = scope.without("干什么", "时限", "目标", "缘由", "办法", "督办", "后果", "分工", "负责")
    return base.within(place, values, cues=cues, kinds=shape(duty))


def _core(scope: Scope, chooser: Chooser) -> Text:
    must = ("干什么", *(name for name in _CORE if scope.values.get(name)))
    chosen = chooser.choose("duty", scope, must=must)
    if chosen is not None:
        return chosen.text
    parts = [scope.values.get(name, ()) for name in ("时限", "干什么", "目标")]
    return join([*parts, scope.values.get("分工", ())], "，")


def _reason(entry: Placed, scope: Scope, chooser: Chooser) -> Sentence | None:
    if not entry.duty.why_then:
        return None
    chosen = chooser.choose("aim", scope, must=("缘由",))
    return chosen or Sentence(ended(scope.values["缘由"]), KEEP, scope.section)


def _after(scope: Scope, chooser: Chooser) -> list[Sentence]:
    found: list[Sentence] = []
    for name, role in (("办法", "method"), ("督办", "check"), ("后果", "consequence")):
        if scope.values.get(name):
            chosen = chooser.choose(role, scope, must=(name,))
            found.append(chosen or Sentence(ended(scope.values[name]), KEEP, scope.section))
    return found
