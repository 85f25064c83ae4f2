"""The commands: each file of this folder is one, and holds it as `command`.

A file is loaded when its command is asked for. What they share stands in _frame.py.
"""
