"""Care Need Index."""
