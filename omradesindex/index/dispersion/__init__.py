"""The spread inside areas: which sub-areas stand out, how much inequality lies between and within."""
