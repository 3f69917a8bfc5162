"""How many passwords may be tried from one address, and by everybody together."""

from __future__ import annotations

import ipaddress
import math
import time

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from frontdesk.accounts.errors import SignInRefused

# A clinic's staff share an address, and begin their day at the same time.
ADDRESS = RateLimitItemPerMinute(20, namespace="sign-in")
ADDRESS_LONG = RateLimitItemPerHour(120, namespace="sign-in-long")
# Each costs the machine that answers visitors a tenth of a second and 64 MiB.
EVERYBODY = RateLimitItemPerMinute(120, namespace="sign-in-all")

_IPV6_NETWORK = 64  # bits; one household or office has at least as many addresses


class SignInLimits:
    """Counts attempts, in memory alone."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, host: str) -> None:
        """Count an attempt.

        Args:
            host: address that it came from.

        Raises:
            SignInRefused: there were too many; then this one doesn't count.
        """
        windows: list[tuple[RateLimitItem, str]] = [(EVERYBODY, "")]
        network = _network(host)
        if network is not None:
            windows += [(ADDRESS, network), (ADDRESS_LONG, network)]
        full = [window for window in windows if not self._limiter.test(*window)]
        if full:
            free = max(self._limiter.get_window_stats(*window).reset_time for window in full)
            raise SignInRefused("There were too many attempts to sign in.", max(1, math.ceil(free - time.time())))
        for window in windows:
            self._limiter.hit(*window)


def _network(host: str) -> str | None:
    """What is counted as one address; ``None`` for this machine, or a proxy on it that doesn't say whose it passes on.

    Those are held by the limits of each account and of everybody together.
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None  # a socket without addresses
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            network = ipaddress.IPv6Network((int(address), _IPV6_NETWORK), strict=False)
            return None if address.is_loopback else str(network)
        address = address.ipv4_mapped
    return None if address.is_loopback else str(address)
