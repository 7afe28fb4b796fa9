"""Turning an existing text into a book: scenes, cards, cast and brief, so that drafting goes on from there."""
