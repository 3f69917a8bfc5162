"""Ports on loopback."""

from __future__ import annotations

import socket

from frontdesk.settings import LOOPBACK


def free_ports(count: int) -> list[int]:
    """Ports on loopback that nobody uses just now."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for item in sockets:
            item.bind((LOOPBACK, 0))
        return [item.getsockname()[1] for item in sockets]
    finally:
        for item in sockets:
            item.close()
