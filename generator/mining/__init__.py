"""From anybody's documents to phrases: clean, cut into units, label with moves, abstract, merge, file (design.md, section 7)."""
