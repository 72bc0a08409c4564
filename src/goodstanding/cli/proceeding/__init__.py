"""`goodstanding proceeding`: a module a part of the way."""
