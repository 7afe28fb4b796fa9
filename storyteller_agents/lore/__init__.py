"""Lore: the world that a book is set in, read from files, indexed and searched.

`store.Lore` is the face of it; `entry.LoreEntry` is what it hands out.
"""
