"""The sections of a report: a module each, which lays out what it is about as blocks of a page."""
