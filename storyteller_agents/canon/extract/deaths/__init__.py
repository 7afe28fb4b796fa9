"""Who is dead: the extractor is `find.py`, the other modules are its parts."""
