"""Banks of any size for the benchmarks: the shipped phrases over and over, each time with other words of the same kind.

Roles, conditions and gaps keep the proportions of the shipped bank; every text is another.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.bank import load_bank
from generator.phrasebank import Phrase
from generator.vocabulary import grammar

_PAIR = re.compile(r"(?<![{一-鿿])[一-鿿]{2}(?![一-鿿]*\}\})")


def phrases(count: int) -> Iterator[tuple[str, Phrase]]:
    """Give so many phrases with their ids, the same ones each time."""
    chance = random.Random(count)
    shipped = [(name, phrase) for name, phrase in load_bank().phrases.items() if phrase.bare != "frame"]
    verbs = [verb for verb in grammar().verbs if len(verb) == 2]
    seen: set[str] = set()
    number = 0
    while number < count:
        name, phrase = shipped[number % len(shipped)]
        words = iter(chance.choices(verbs, k=40))
        text = _PAIR.sub(lambda found, words=words: next(words) if chance.random() < 0.5 else found[0], phrase.text)
        while text in seen:
            text = f"{next(words)}{next(words)}，{text}"
        seen.add(text)
        number += 1
        move, _, rest = name.partition("/")
        made = msgspec.structs.replace(phrase, text=text, id="", source=f"{number % 9973:06}.txt#{number % 40}")
        yield f"{move}/{rest.partition('#')[0]}#{number:07x}", made


def write_bank(folder: Path, count: int, a_file: int = 2000) -> Path:
    """Write a bank of so many phrases as a drafter's folder of YAML files, and give the folder."""
    files: dict[str, list[Phrase]] = defaultdict(list)
    for name, phrase in phrases(count):
        files[name.partition("#")[0]].append(phrase)
    for name, entries in files.items():
        for part in range(0, len(entries), a_file):
            path = folder / f"{name}-{part // a_file}.yml"
            path.parent.mkdir(parents=True, exist_ok=True)
            listed = [msgspec.to_builtins(entry) for entry in entries[part : part + a_file]]
            kept = [
                {key: value for key, value in entry.items() if value not in ((), "", None, [], {})} for entry in listed
            ]
            lines = "".join(f"- {json.dumps(entry, ensure_ascii=False)}\n" for entry in kept)
            path.write_text(f"about: 量速度用\nphrases:\n{lines}", "utf-8")
    return folder
