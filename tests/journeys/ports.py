"""Ports for one more demo beside whatever runs on this machine."""

from __future__ import annotations

from idp.demo.ports import Ports, free


def free_ports() -> Ports:
    """Five ports that nobody uses now, below those that systems hand out by themselves."""
    for first in range(20_000, 32_000, 40):
        ports = Ports(first)
        if all(free(port) for port in ports.all()):
            return ports
    raise LookupError("No five free ports on this machine.")
