"""Publication: what the register shows, as pages. Pure: values in, text out."""
