"""The brief (任务单): its structs, its keys, reading it, its defaults, its JSON Schema, and a new one to fill in."""
