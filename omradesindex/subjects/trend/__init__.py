"""Many years: slopes, convergence, forecasts."""
