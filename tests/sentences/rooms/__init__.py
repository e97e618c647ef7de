"""The sentences of each room, when they are true, and what is not yet as it shall be: a module a room."""
