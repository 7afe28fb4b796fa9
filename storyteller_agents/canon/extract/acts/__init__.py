"""What people do, and that they speak: the extractor is `find.py`, the other modules are its parts."""
