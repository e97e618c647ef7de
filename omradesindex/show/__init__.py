"""What people see: numbers, words, tables, pages, figures and files. Knows no index and no statistics."""
