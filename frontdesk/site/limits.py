"""How much one conversation and one address may send in a short time."""

from __future__ import annotations

import ipaddress
import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from frontdesk.site.problems import Problem

# An address may be a whole hospital's or school's, so its limits are wide.
CONVERSATION_MESSAGES = RateLimitItemPerMinute(240, 2, namespace="conversation")
ADDRESS_MESSAGES = RateLimitItemPerMinute(300, namespace="messages")
ADDRESS_CONVERSATIONS = RateLimitItemPerMinute(60, namespace="conversations")
ADDRESS_VOTES = RateLimitItemPerMinute(60, namespace="votes")

_IPV6_NETWORK = 64  # bits; one household or office has at least as many addresses
_MESSAGES = "You have sent many messages in a short time."
_VOTES = "You have sent many votes in a short time."

_Window = tuple[RateLimitItem, str]


class Limits:
    """Counts what was sent lately, in memory alone."""

    def __init__(self) -> None:
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)

    def message(self, sender_id: str, host: str, new: bool) -> None:
        """Count a message.

        Args:
            sender_id: the conversation.
            host: address that it came from.
            new: whether it comes without a conversation of its own; it begins one
                then, unless it is a first message sent again.

        Raises:
            Problem: there were too many; then this one doesn't count.
        """
        windows: list[_Window] = [(CONVERSATION_MESSAGES, sender_id)]
        address = _address(host)
        if address is not None:
            windows.append((ADDRESS_MESSAGES, address))
            if new and self._limiter.get_window_stats(*windows[0]).remaining == CONVERSATION_MESSAGES.amount:
                windows.append((ADDRESS_CONVERSATIONS, address))
        self._count(windows, _MESSAGES)

    def vote(self, host: str) -> None:
        """Count a vote.

        Args:
            host: address that it came from.

        Raises:
            Problem: there were too many; then this one doesn't count.
        """
        address = _address(host)
        if address is not None:
            self._count([(ADDRESS_VOTES, address)], _VOTES)

    def forget_old(self) -> None:
        """Forget conversations and addresses that nothing was counted of lately."""
        now = time.time()
        for key, counted in list(self._storage.events.items()):  # newest first
            if not counted or counted[0].expiry <= now:
                self._storage.clear(key)

    def _count(self, windows: list[_Window], what: str) -> None:
        full = [window for window in windows if not self._limiter.test(*window)]
        if full:
            free = max(self._limiter.get_window_stats(*window).reset_time for window in full)
            wait = max(1, math.ceil(free - time.time()))
            raise Problem("too-many", f"{what} Please wait {wait} second{'s' * (wait > 1)}; nothing is lost.", wait)
        for window in windows:
            self._limiter.hit(*window)


def _address(host: str) -> str | None:
    """What is counted as one address; ``None`` for what isn't limited by it.

    That is loopback: this machine itself, or a proxy that doesn't say whose message
    it passes on.
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
