"""How an index hangs together: correlations, effective weights, what to look at."""
