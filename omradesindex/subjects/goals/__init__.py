"""Goals held against a trend."""
