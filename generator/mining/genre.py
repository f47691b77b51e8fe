"""Which genre a document belongs to: its title, its first sentences, and how much it demands (``genres`` in the cue file)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from generator.mining.cues import cues
from generator.mining.units import Unit

GENRES: Final = {
    "exchange": "经验交流", "news": "会议报道", "seminar": "研讨发言", "pledge": "表态发言", "chair": "主持词",
    "report": "工作报告", "speech": "讲话",
}  # fmt: skip
_START_UNITS, _START_SHARE = 9, 0.5  # the sentences that tell the genre, and their weight beside the title's
_SURE: Final = 3.0
_FEW_DEMANDS, _MANY_DEMANDS = 0.12, 0.25  # shares of the sentences


def genre_of(units: Sequence[Unit]) -> str:
    """Tell the genre of the document that *units* make, a key of GENRES; a speech unless the cues are sure of another."""
    title = "".join(unit.text for unit in units[:1] if unit.kind == "title")
    start = "".join(unit.text for unit in units[1:_START_UNITS])
    scores: dict[str, float] = {}
    found = cues().genres.find((title, start, _demands(units)))
    for share, here in zip((1.0, _START_SHARE, 1.0), found, strict=True):
        for cue in here:
            for name, weight in cue.weights:
                scores[name] = scores.get(name, 0.0) + share * weight
    if any(unit.kind == "salutation" for unit in units[:6]):
        scores.pop("news", None)
    best = max(scores, key=lambda name: (scores[name], name), default="speech")
    return best if scores.get(best, 0.0) >= _SURE else "speech"


def _demands(units: Sequence[Unit]) -> str:
    """Say in a word of the cue file how many of the sentences demand something."""
    bodies = [unit.body for unit in units if unit.kind in ("sentence", "item", "lead")]
    share = sum("要" in body or "必须" in body for body in bodies) / max(1, len(bodies))
    return "〔很少提要求〕" if share < _FEW_DEMANDS else "〔常提要求〕" if share > _MANY_DEMANDS else ""
