"""What an audit found, for machines, for people, and as pictures."""
