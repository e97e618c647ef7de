"""Recorded runs: new figures read, checked, computed, and kept until somebody accepts them."""
