"""Grading: an answer against a key, with every point explained."""
