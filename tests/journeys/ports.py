"""Ports for one more demo beside whatever runs on this machine."""

from __future__ import annotations

import os

from idp.demo.ports import Ports, free

# Below the ports that systems hand out by themselves; five are used of each forty.
FIRST, COUNT, APART = 20_000, 300, 40


def free_ports() -> Ports:
    """Five ports that nobody uses now.

    Every process begins to look at another place, so that two that start together do not meet.
    """
    for step in range(COUNT):
        ports = Ports(FIRST + (os.getpid() + step) % COUNT * APART)
        if all(free(port) for port in ports.all()):
            return ports
    raise LookupError("No five free ports on this machine.")
