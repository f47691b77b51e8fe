"""``jianggao`` and ``python -m generator``."""

from __future__ import annotations

import atexit
import gc

_ALLOCATIONS = 100_000  # before garbage is looked for: importing makes none, and looking takes 5 % of a command


def main() -> None:
    """Run the command line."""
    gc.set_threshold(_ALLOCATIONS)
    atexit.register(gc.freeze)  # what is left at the end goes with the process: sorting it takes 13 % of a command
    from generator.cli import main as run

    run()


if __name__ == "__main__":
    main()
