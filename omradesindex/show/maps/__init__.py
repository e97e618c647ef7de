"""Maps of any number of areas, which rooms fill with outlines, colours and names: they know no index."""
