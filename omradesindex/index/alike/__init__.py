"""Areas in groups by likeness, to read beside a ranking: the groups, what marks them, a page and a map."""
