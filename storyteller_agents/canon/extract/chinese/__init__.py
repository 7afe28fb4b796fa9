"""Extractors for Chinese prose."""
