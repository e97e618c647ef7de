"""How far apart the sub-areas inside an area are."""
