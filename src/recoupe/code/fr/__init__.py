"""French: the parse, and what is read off it."""
