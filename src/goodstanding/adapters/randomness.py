"""Random bytes: the system's, and a seeded stream for the demo and tests."""

import os
from hashlib import shake_256


class SystemRandomness:
    """The operating system's source."""

    def token(self, count: int) -> bytes:
        return os.urandom(count)


class SeededRandomness:
    """A reproducible stream (SHAKE-256 of seed and counter): for the demo's origin and tests, never for secrets."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._calls = 0

    def token(self, count: int) -> bytes:
        self._calls += 1
        return shake_256(self._seed + self._calls.to_bytes(8, "big")).digest(count)
