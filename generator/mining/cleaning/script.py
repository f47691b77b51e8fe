"""Traditional to simplified characters (opencc), and the pinyin glosses that some sites put after each traditional one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.mining.cleaning.lines import CJK, Line, Lines, Log, mapped

if TYPE_CHECKING:
    from opencc import OpenCC

TONES: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹü"
_GLOSS: Final = re.compile(rf"(?<=[{CJK}])[(（](?=[a-z]*[{TONES}])[a-z{TONES}]{{1,7}}[)）]")
# The commonest characters that only traditional text has: two in a line tell it.
_TRADITIONAL: Final = re.compile(
    "[這個來時為國會對說們過發學還後麼開經動樣實現與關長問間業應體黨產機區設點務進將氣當"
    "義無題種組變論並質結決導戰領農總報達廣該聯強協調責權農環鎮鄉規劃優勢黨員據認識構隊貫徹習]"
)


def drop_glosses(lines: Lines, log: Log) -> list[Line]:
    """Drop the ``(xiàn)`` after a character; a gloss must bear a tone mark or ü, so that ``(app)`` stays."""
    return mapped(lines, log, lambda text: _GLOSS.sub("", text) if "(" in text or "（" in text else text)


def to_simplified(lines: Lines, log: Log) -> list[Line]:
    """Turn traditional lines into simplified ones; lines without traditional characters are not touched."""
    if len(_TRADITIONAL.findall("\n".join(line.text for line in lines))) < 2:
        return list(lines)
    return mapped(lines, log, simplified)


def simplified(text: str) -> str:
    """Give *text* in simplified characters."""
    return str(_converter().convert(text))


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("tw2s")  # as t2s, and 著力 becomes 着力
