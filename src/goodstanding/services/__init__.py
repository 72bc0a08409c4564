"""Use cases: each reads through ports, decides by the domain, and appends one batch or nothing."""
