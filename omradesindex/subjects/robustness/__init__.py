"""How far a conclusion holds: every choice varied at once, at the speed of arrays."""
