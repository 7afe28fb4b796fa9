"""Plain wordings: two open statements that contradict each other, as hurried drafts have them in running prose.

One module a rule; each has `VARIANTS`, `DECOYS` and, where its slots need them, `WORDS`. The catalogue adds them to
the literary wordings of the same rule and marks them `plain`.
"""
