"""The ledger: entries, their commitments and openings, the Merkle root, and the fold as of a size."""
