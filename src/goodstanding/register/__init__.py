"""What the register holds: organizations, authorities, records, and the closed catalogue of categories."""
