"""What announces itself, and what it leads to: the extractor is `find.py`, the other modules are its parts."""
