"""Standings: what shows on a date, what it costs, in words, and what could open a file. Pure."""
