"""What a draft cost and what came of it: `storyteller report`."""
