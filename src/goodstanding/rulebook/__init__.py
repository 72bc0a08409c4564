"""Rulebooks: law as data. The model, its checks, and its canonical digest. No I/O, no expressions."""
