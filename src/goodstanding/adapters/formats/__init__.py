"""One small adapter a source format, and the strict readers that they share."""
