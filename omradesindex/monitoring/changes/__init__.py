"""What changed between two years, whether it is more than noise, and why."""
