"""What people see of groups: tables, charts, files."""
