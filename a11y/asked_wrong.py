"""The base of errors whose cause is what somebody asked for, not what was found."""


class AskedWrong(Exception):
    """What was asked for is not there or not complete; the message says what, and what to do."""
