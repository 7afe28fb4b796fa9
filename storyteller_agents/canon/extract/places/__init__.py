"""Who is where, and on the way: the extractor is `find.py`, the other modules are its parts."""
