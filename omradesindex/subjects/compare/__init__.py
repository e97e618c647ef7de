"""Several indices on the same statistics, held against the first."""
