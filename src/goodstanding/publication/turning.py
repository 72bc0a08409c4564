"""The signs of Unicode that turn the direction of what follows them (UAX 9): taken out of words of others.

A name or a reason with such a sign could show a sentence of an office in another order than it was written in.
"""

#: LRE, RLE, PDF, LRO, RLO; LRI, RLI, FSI, PDI. The plain marks LRM, RLM and ALM turn nothing beyond themselves.
_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def without_turns(text: str) -> str:
    """The text without them; nothing that can be seen is lost."""
    return text.translate(_TURNS)
