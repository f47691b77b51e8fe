#!/usr/bin/env python3
"""Build generator/mining/data/bigrams.txt: pairs of characters in the words of a jieba dictionary and in given texts.

usage: build_bigrams.py JIEBA_DICT TEXT_OR_FOLDER... -o OUT

JIEBA_DICT is jieba's dict.txt (MIT licence): a word, its count and its class a line. Texts are read as UTF-8; a pair that
stands in them counts 10 times as much as one in the dictionary, because the dictionary knows no pairs across words.
"""

import argparse
import collections
import math
import pathlib

KEPT = 26000
TEXT_WEIGHT = 10
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
DICTIONARY_SHARE = 200  # jieba's counts are of a corpus of tens of millions of words


def pairs_of_dictionary(path: pathlib.Path) -> collections.Counter[str]:
    counts: collections.Counter[str] = collections.Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        for first, second in zip(word, word[1:], strict=False):
            counts[first + second] += int(count) / DICTIONARY_SHARE
    return counts


def pairs_of_texts(paths: list[pathlib.Path]) -> collections.Counter[str]:
    counts: collections.Counter[str] = collections.Counter()
    files = [file for path in paths for file in (sorted(path.rglob("*.*")) if path.is_dir() else [path])]
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            counts.update(first + second for first, second in zip(line, line[1:], strict=False))
    return counts


def wanted(pair: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" or char in "，。；：！？、“”（）《》" for char in pair)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dictionary", type=pathlib.Path)
    ap.add_argument("texts", type=pathlib.Path, nargs="*")
    ap.add_argument("-o", "--out", type=pathlib.Path, required=True)
    args = ap.parse_args()
    counts = pairs_of_dictionary(args.dictionary)
    for pair, count in pairs_of_texts(args.texts).items():
        counts[pair] += count * TEXT_WEIGHT
    followers: dict[str, list[str]] = collections.defaultdict(list)
    best = sorted((pair for pair in counts if wanted(pair)), key=lambda pair: (-counts[pair], pair))[:KEPT]
    for pair in sorted(best):
        followers[pair[0]].append(f"{pair[1]}{DIGITS[min(35, max(0, int(math.log2(counts[pair]) * 2)))]}")
    head = "# Made by tests/tools/build_bigrams.py; see generator/mining/cleaning/bigrams.py for the form.\n"
    body = "".join(f"{first}{''.join(rest)}\n" for first, rest in sorted(followers.items()))
    args.out.write_text(head + body, encoding="utf-8")


if __name__ == "__main__":
    main()
