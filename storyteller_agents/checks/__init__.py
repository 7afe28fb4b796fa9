"""Rules that read a scene and object with a quote: no model, no network. One file a rule.

`craft/` holds the rules about the writing itself. Others come through the entry points
`storyteller_agents.checks`.
"""
