"""How many there are of something: the extractor is `find.py`, the other modules are its parts."""
