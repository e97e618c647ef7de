"""What the library prints, sentence by sentence: whether it is true, easy, and in our words.

``battery.py`` makes answers that break sentences, and hands over all that they print. ``rooms/`` has a module
for each room: its sentences, each with what makes it true, and how much there is left to mend.
"""
