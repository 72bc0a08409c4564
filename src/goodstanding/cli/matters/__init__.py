"""`goodstanding record`, `claim` and `identity`: small machines about one thing."""
