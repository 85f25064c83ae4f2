"""Faults brought into our own pages on purpose, to see whether the gate sees them."""
