"""Is this bidder on the register: names analysed, indexed, aligned and weighed. Pure; a name alone is never a match."""
