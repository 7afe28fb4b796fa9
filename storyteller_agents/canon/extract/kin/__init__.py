"""Who is related to whom: the extractor is `find.py`, the other modules are its parts."""
