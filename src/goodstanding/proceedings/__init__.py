"""Due process as pure functions: deadlines, procedural rules, and what may be done when, by whom. No clock, no I/O."""
