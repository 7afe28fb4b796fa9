"""The built-in stages. Each is one file: what it asks the model, and what it makes of the answers."""
