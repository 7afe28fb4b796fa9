"""Laws of the world, and how things are: the extractor is `find.py`, the other modules are its parts."""
