"""What the rules about the story reason by: orders of time, differences of age, causes of a change. No rules here."""
