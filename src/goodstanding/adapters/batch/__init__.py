"""Evaluation of everybody at once: rulebooks compiled to SQL, and the engines that run it."""
