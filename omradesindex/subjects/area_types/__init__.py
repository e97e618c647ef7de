"""SCB's area types."""
