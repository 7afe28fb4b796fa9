"""Books for readers: one publication, and one file a format that writes it."""
