"""The story's time: hours, days, seasons, spans: the extractor is `find.py`, the other modules are its parts."""
