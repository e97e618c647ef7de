"""How uncertain values and scores are: what their intervals are made of, shrinkage, doubtful membership."""
