"""Goals: how far each area is from them, and at what pace it comes nearer."""
