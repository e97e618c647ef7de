"""The charts of one result: maps, the ranking, the heat map."""
