"""A page on which a meeting tries other indicators and weights, in any browser and without a network."""
