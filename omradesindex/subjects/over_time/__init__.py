"""What changes, trends and goals share: noise, sticks, words and files."""
