"""What the drafter is told after generating: length, shares, blanks, what was left out, what to tick off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.draft import Draft, Heading, plain
from generator.generation import Generated
from generator.glyphs import rare_characters
from generator.planning.calendar import all_duties
from generator.planning.fit import MET, bearing, sentences, target
from generator.unspoken import Unspoken, unspoken
from generator.vocabulary import grammar

_SECTIONS = ("开头", "形势", "典型", "成绩", "问题", "举措", "保障", "结尾")


def summary(generated: Generated) -> Iterator[str]:
    """Give the lines of the summary, in Chinese, most important first."""
    characters = count(generated.draft)
    yield _length(generated, characters)
    yield _shares(generated)
    yield from _blanks(generated.draft)
    yield from _left_out(unspoken(generated.brief, generated.draft, generated.outline.front))
    yield from _loose_duties(generated)
    yield from _third_person(generated)
    yield from _unheard(generated)
    yield from _wishes(generated)
    yield from _sources(generated, characters)
    yield from _glyphs(generated)
    notes = generated.brief.wishes.notes
    if notes:
        yield "交代，逐条核对："
        yield from (f"  □ {note}" for note in notes)


def count(draft: Draft) -> int:
    """Count the characters on the pages: title, lines, headings and text, marks and blanks included, white space not."""
    return sum(not char.isspace() for block in draft.blocks for char in plain(block.text))


def _length(generated: Generated, characters: int) -> str:
    rate = generated.settings.rate
    line = f"{characters}字，按每分钟{rate}字约{characters / rate:.0f}分钟"
    wanted = target(generated.brief, rate)
    if wanted is None:
        return line
    bounds = f"{wanted.least}" if wanted.least == wanted.most else f"{wanted.least}—{wanted.most}"
    if characters < wanted.least:
        short = f"{line}；要求{bounds}字，短{wanted.least - characters}字"
        if characters >= wanted.least * MET:
            return f"{short}，差不到5%；要写足就补材料"
        short += "："
        if bearing(generated.plan, generated.outline.front) <= characters:
            return f"{short}现有材料只撑得起这么长，请补材料，工具不注水"
        terse = [weight.section for weight in generated.brief.wishes.weights if weight.grade == "短"]
        kept = f"（详略写了短的{'、'.join(terse)}没有再加）" if terse else ""
        return f"{short}合用的语句都用上了{kept}，再长就是注水，请补材料"
    if characters > wanted.most:
        return f"{line}；要求{bounds}字，长{characters - wanted.most}字：能省的句子都省了，请删材料"
    return f"{line}，合要求（{bounds}字）"


def _shares(generated: Generated) -> str:
    sizes: Counter[str] = Counter()
    for sentence in sentences(generated.plan):
        sizes[sentence.section] += sentence.size
    total = sum(sizes.values()) or 1
    wanted = generated.outline.front.shares
    parts = [
        f"{name}{100 * sizes[name] / total:.0f}%" + (f"（提纲{wanted[name]}%）" if name in wanted else "")
        for name in _SECTIONS
        if sizes[name]
    ]
    return "各节：" + "　".join(parts)


def _blanks(draft: Draft) -> Iterator[str]:
    blanks = [span.text for span in draft.spans() if span.origin.kind == "blank"]
    if blanks:
        yield f"待补{len(blanks)}处："
        yield from (f"  · {hint}" for hint in blanks)


def _left_out(missing: tuple[Unspoken, ...]) -> Iterator[str]:
    lost = [entry for entry in missing if not entry.reason]
    withheld = [entry for entry in missing if entry.reason]
    if lost:
        yield "没有写进去的材料，请看要不要补："
        yield from (f"  · {entry.place}：{entry.text}" for entry in lost)
    if withheld:
        yield "按文体没有写的材料："
        yield from (f"  · {entry.place}：{entry.text}（{entry.reason}）" for entry in withheld)


def _third_person(generated: Generated) -> Iterator[str]:
    """Tell where the brief calls the speaker by his own post: read aloud, he would speak of himself as of another."""
    speaker, front = generated.brief.speaker, generated.outline.front
    posts = [post for post in re.split("[、，]", (speaker and speaker.post) or "") if post]
    if front.register == "通稿" or not posts:
        return
    said_so = {
        span.origin.ref: post
        for span in generated.draft.spans()
        for post in posts
        if span.origin.kind == "brief" and span.origin.ref.startswith(_SECTIONS) and _names(post, span.text)
    }
    if said_so:
        yield "讲话人自己的职务，念出来像在说别人；是他本人的，把任务单里的改成“我”："
        yield from (f"  · {place}：{post}" for place, post in said_so.items())


def _names(post: str, text: str) -> bool:
    """Whether a post is spoken of itself: not the deputy's, not a hotline of that name."""
    words = grammar()
    after = "|".join(map(re.escape, words.called_after_posts))
    return re.search(rf"(?<!{re.escape(words.deputy)}){re.escape(post)}(?!{after})", text) is not None


def _loose_duties(generated: Generated) -> Iterator[str]:
    idle = [
        f"举措/{n}"
        for n, item in enumerate(generated.brief.measures, 1)
        if not (item.duties or item.parts or item.facts)
    ]
    if idle:
        yield "只有要点、没有任务的举措：" + "、".join(idle)
    duties = [entry for entry, _ in all_duties(generated.brief)]
    spoken = [entry.place for entry in duties if entry.duty.spoken]
    structured = [entry for entry in duties if not entry.duty.spoken]
    no_who = [e.place for e in structured if not (e.duty.in_charge or e.duty.lead or e.duty.roles)]
    no_date = [e.place for e in structured if not e.duty.by]
    if no_who:
        yield "没有写谁来干的任务：" + "、".join(no_who)
    if no_date:
        yield "没有写时限的任务：" + "、".join(no_date)
    if spoken:
        yield f"整句照念的任务{len(spoken)}条，谁来干、几号干完请自己看一遍：" + "、".join(spoken)


def _unheard(generated: Generated) -> Iterator[str]:
    """Name the listeners who are not spoken to where others are, and the problems that no measure answers where others are answered."""
    brief, text = generated.brief, plain(generated.draft.spans())
    audience = brief.meeting.audience if brief.meeting and generated.outline.front.register == "讲话" else ()
    missed = [who for who in audience if who not in text]
    if missed and len(missed) < len(audience):
        yield "对别的听众都说了话，没有单独说到的：" + "、".join(missed)
    answers = {name for item in (*brief.measures, *brief.safeguards) for name in item.answers}
    if answers and "全部" not in answers:
        open_ = [item.point for item in brief.problems if item.point and not {item.point, item.id} & answers]
        if open_:
            yield "没有举措回应的问题：" + "、".join(open_)


def _wishes(generated: Generated) -> Iterator[str]:
    """Name the headings that are not of the shape asked for, and the words to be avoided that the brief itself brings."""
    wishes = generated.brief.wishes
    odd = [
        plain(block.text)
        for block in generated.draft.blocks
        if isinstance(block, Heading) and block.level == 2 and not _shaped(plain(block.text), wishes.headings)
    ]
    if odd:
        yield f"小标题要求“{wishes.headings}”，这几条看着不是：" + "、".join(odd)
    text = plain(generated.draft.spans())
    used = [word for word in wishes.avoid if word in text]
    if used:
        yield "避用的词在材料里：" + "、".join(used)


def _shaped(heading: str, shape: str) -> bool:
    bare = heading.rstrip("。")
    match shape:
        case "四字":
            return len(bare) == len("四字标题")
        case "动宾":
            return bare.startswith(grammar().verbs)
        case "主谓":
            return not bare.startswith(grammar().verbs)
        case _:
            return True


def _sources(generated: Generated, characters: int) -> Iterator[str]:
    """Say how much of the text stands word for word in each document that the bank was mined from."""
    sizes: Counter[str] = Counter()
    for span in generated.draft.spans():
        phrase = generated.bank.phrases.get(span.origin.ref) if span.origin.kind == "phrase" else None
        if phrase is not None and not phrase.own:
            sizes[phrase.source.split("#")[0]] += len(span.text)
    if sizes:
        shares = "　".join(f"{name} {100 * size / max(characters, 1):.1f}%" for name, size in sorted(sizes.items()))
        yield f"用到的范文原话（语料库里采自这几篇的，占全稿字数）：{shares}"


def _glyphs(generated: Generated) -> Iterator[str]:
    if generated.settings.fonts == "gb2312":
        missing = rare_characters(generated.draft)
        if missing:
            yield f"仿宋_GB2312里没有的字：{'、'.join(missing)}，打印前看一眼，或在设置里写“字体: system”"
