"""A real screen reader on a screen, a bus and a keyboard of its own, and what it says."""
