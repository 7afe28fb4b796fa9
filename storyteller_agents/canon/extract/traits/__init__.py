"""What people look like, and what they are: the extractor is `find.py`, the other modules are its parts."""
