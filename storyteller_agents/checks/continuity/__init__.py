"""Rules about what the story says: what contradicts what was told before. One file a rule, each with its reasoning."""
