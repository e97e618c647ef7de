"""Whether an index still holds: against goals, outside measures and its own figures."""
