"""A recorded run: what was read, what the checks found, what came out, so that it can be made again."""
