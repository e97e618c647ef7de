"""Several indices held together, and what moves an area between them."""
