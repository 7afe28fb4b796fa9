"""How a scene is told: person, tense, point of view: the extractor is `find.py`, the other modules are its parts."""
