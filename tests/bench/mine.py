"""Times mining, end to end on one core, and its peak memory: `python tests/bench/mine.py [DOCUMENTS]`.

Documents are the clean practice speeches, each cut or repeated to 2,500 characters, so that phrases repeat as they do in an
archive. Beside it, in the same process, what a script would do: opencc and jieba.cut over the same text (jieba is not a
dependency: `pip install jieba`). Not a test: machines differ; read the ratio.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from generator.mining.batch import Batch, mine_files, mine_into

PRACTICE = Path(__file__).parent.parent / "cases" / "practice" / "clean"
LENGTH = 2500


def main() -> None:
    """Mine so many documents into a new bank."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    texts = [path.read_text("utf-8") for path in sorted(PRACTICE.glob("*.txt"))]
    long = [(text + "\n" + texts[at - 1])[:LENGTH] for at, text in enumerate(texts)]
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number in range(count):
            files.append(Path(folder) / f"{number:06}.txt")
            files[-1].write_text(long[number % len(long)], "utf-8")
        started = time.process_time()
        filed = mine_into(mine_files(files, Batch()), Path(folder) / "bank")
        ours = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} documents: {count / ours:.0f} a second, {filed.added} phrases, peak memory {peak:.0f} MB")
    try:
        import jieba
        import opencc
    except ImportError:
        return
    jieba.setLogLevel(60)
    jieba.initialize()
    convert = opencc.OpenCC("t2s").convert
    some = [long[number % len(long)] for number in range(min(count, 200))]
    started = time.process_time()
    for text in some:
        list(jieba.cut(convert(text)))
    theirs = (time.process_time() - started) / len(some) * count
    print(f"opencc and jieba.cut: {count / theirs:.0f} a second; mining takes {ours / theirs:.2f} x their time")


if __name__ == "__main__":
    main()
