"""The command line, a file a command.

Nothing here that the library cannot do without it: it reads, computes, saves and tells.
"""
