"""A new project: what files it is given, what they hold, and what follows from them."""
