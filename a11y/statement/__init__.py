"""The accessibility statement that EU law asks for, derived from a run and people's answers."""
