"""Back to the data: how indicators hang together, and what is worth a second look."""
