"""What `evaluation` measures: a frozen rulebook, the same by hand, and workers that run in processes of their own."""
