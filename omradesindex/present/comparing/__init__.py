"""What people see when indices are held together or examined."""
