"""What people see of the spread inside areas."""
