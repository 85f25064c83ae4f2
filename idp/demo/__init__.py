"""A sample portal, a mailbox and sample people, to try the whole journey on one machine."""
