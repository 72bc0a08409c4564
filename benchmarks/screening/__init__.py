"""`screening`: who is found, who is alerted wrongly, and how fast; beside the programs that others screen with."""
