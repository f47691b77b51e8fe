"""``jianggao check``: rules as data over one view of any draft or brief. See ``docs/rules.md``."""
