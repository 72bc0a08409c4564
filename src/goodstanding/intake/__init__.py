"""The gate: what a source row must be before it may become an entry. Pure; deny by default."""
