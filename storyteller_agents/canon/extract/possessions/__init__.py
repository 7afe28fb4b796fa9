"""What is owned, lost, given, used: the extractor is `find.py`, the other modules are its parts."""
