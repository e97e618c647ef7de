"""Charts that subjects fill with names and numbers: they know no index, no area and no statistics."""
