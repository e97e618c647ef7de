"""A question asked of each group: one answer a group, and what only the division into groups can say."""
