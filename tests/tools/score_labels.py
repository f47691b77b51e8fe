#!/usr/bin/env python3
"""Score the miner's labels on labelled documents, plain and with each document left out.

usage: score_labels.py DOCUMENTS UNITS.jsonl [--leave-out]

Left out: a document is labelled with those cues only that some other document of the folder also uses, so that a cue that was
written with an eye on one document does not help it. Units are matched by their letters.
"""

import argparse
import collections
import json
import pathlib
import re

from generator.mining import cues as cue_module
from generator.mining import evidence as evidence_module
from generator.mining import genre as genre_module
from generator.mining import label as label_module
from generator.mining.cleaning import clean
from generator.mining.units import cut
from generator.vocabulary import MOVES


def letters(text: str) -> str:
    return re.sub(r"\W|[Xx×]", "", text)


def labelled(path: pathlib.Path) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = collections.defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["move"] != "noise":
            found[pathlib.PurePath(row["document"]).stem[:3]].append((letters(row["text"]), row["move"]))
    return found


def used(known: cue_module.Cues, units: tuple) -> set[str]:
    sets = (known.units, known.headings, known.genres)
    return {cue.text for unit in units for cues in sets for cue in cues.find(unit.body)}


def without(cues: cue_module.CueSet, barred: set[str]) -> cue_module.CueSet:
    groups: dict[str, dict[str, list[str]]] = collections.defaultdict(lambda: collections.defaultdict(list))
    for cue in (*cues._whole, *(cue for group in cues._gapped for cue in group)):
        for name, weight in cue.weights if cue.text not in barred else ():
            groups[name][str(weight)].append(cue.text)
    return cue_module.CueSet(groups)


def pairs(units: tuple, broken: bool, gold: list[tuple[str, str]]) -> list[tuple[str, str]]:
    wanted: dict[str, list[str]] = collections.defaultdict(list)
    for text, move in gold:
        wanted[text].append(move)
    found = []
    for one in label_module.label(units, broken=broken):
        moves = wanted.get(letters(one.unit.text))
        if moves:
            found.append((moves.pop(0) if len(moves) > 1 else moves[0], one.move))
    return found


def report(name: str, found: list[tuple[str, str]]) -> None:
    f1s = []
    for move in MOVES:
        hit = sum(a == b == move for a, b in found)
        wrong = sum((a == move) != (b == move) for a, b in found)
        if any(a == move for a, _ in found):
            f1s.append(2 * hit / (2 * hit + wrong))
    accuracy = sum(a == b for a, b in found) / len(found)
    print(f"{name}: units {len(found)}, accuracy {accuracy:.3f}, macro F1 {sum(f1s) / len(f1s):.3f}")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("documents", type=pathlib.Path)
    ap.add_argument("units", type=pathlib.Path)
    ap.add_argument("--leave-out", action="store_true")
    args = ap.parse_args()
    gold = labelled(args.units)
    texts = {}
    for path in sorted(args.documents.glob("*.txt")):
        cleaned = clean(path.read_text(encoding="utf-8"))
        texts[path.stem[:3]] = (cut(cleaned.lines), any(change.step == "tail" for change in cleaned.changes))
    report("plain", [pair for name, (units, broken) in texts.items() for pair in pairs(units, broken, gold[name])])
    if not args.leave_out:
        return
    known = cue_module.cues()
    uses = {name: used(known, units) for name, (units, _) in texts.items()}
    found = []
    for name, (units, broken) in texts.items():
        others = set().union(*(words for other, words in uses.items() if other != name))
        barred = uses[name] - others
        reduced = cue_module.Cues(
            without(known.units, barred), without(known.headings, barred), without(known.genres, barred),
            known.place, known.shape, known.bias, known.order,
        )  # fmt: skip
        for module in (label_module, evidence_module, genre_module):
            module.cues = lambda reduced=reduced: reduced
        evidence_module._standing.cache_clear()
        found += pairs(units, broken, gold[name])
    report("each document left out", found)


if __name__ == "__main__":
    main()
