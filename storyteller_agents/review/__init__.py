"""Reviewing a book or any manuscript by rules: what `storyteller check` and `storyteller canon` show."""
