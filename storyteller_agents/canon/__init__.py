"""Canon: from prose to dated facts with quotes, and what holds at a point of the story. No model, no network."""
