"""What has changed between two years, what it consists of, and what is noise."""
