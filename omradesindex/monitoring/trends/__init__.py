"""Many years: slopes, convergence, areas whose strategy should be looked at again."""
