"""Which themes stand out, in the city and in each area: beyond chance, and each in its own distribution."""
