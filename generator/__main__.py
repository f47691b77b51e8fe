"""``python -m generator``: the same as ``jianggao``."""

from generator.cli import main

main()
