"""Everything that touches the world: files, databases, clocks, keys. Assembled only by `bootstrap`."""
