"""`goodstanding log`: one module a part of it."""
