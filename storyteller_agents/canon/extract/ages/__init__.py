"""Ages and births: the extractor is `find.py`, the other modules are its parts."""
