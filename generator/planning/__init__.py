"""Planning: which sentence stands where, and why. Knows nothing of Word, YAML or Jinja."""
