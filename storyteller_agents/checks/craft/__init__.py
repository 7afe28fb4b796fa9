"""Rules about the writing: repetition, assistant talk, strange names, length, language, unfinished endings."""
