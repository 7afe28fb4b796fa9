"""Who knows and who learns what: the extractor is `find.py`, the other modules are its parts."""
