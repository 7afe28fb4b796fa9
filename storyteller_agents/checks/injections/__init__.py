"""Contradictions planted into clean texts, to measure a checker that is meant to find them.

Nothing here may be imported by a checker, nor may anything here import one: two that share their words would agree.
"""
