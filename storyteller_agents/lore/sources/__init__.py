"""Lore sources: one small class for each kind of file that lore can be read from."""
