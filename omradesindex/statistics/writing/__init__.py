"""Writing open data: a cube of figures in the forms that statistical databases and data portals take.

What was read is a :class:`~omradesindex.statistics.reading.raw.RawTable` in its source's one language; what
is written is a :class:`~omradesindex.statistics.writing.cube.Cube`, in Swedish and English, and each of its
figures bears what it is, or why it is not there. ``statistics.reading`` reads back what is written here.
"""
