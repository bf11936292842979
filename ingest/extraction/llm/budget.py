"""What a run has spent at the model's server, and whether it may spend more."""

from __future__ import annotations


class BudgetSpent(Exception):
    """No further request is allowed in this run."""


class Budget:
    """Counts requests and tokens. requests, tokens: the most that may be spent; 0 is no limit.

    Requests are never overspent. A request that is under way when the tokens run out is let finish, so that tokens may
    be overspent by the answers under way. All requests are made on one thread.
    """

    def __init__(self, requests: int = 0, tokens: int = 0) -> None:
        self._most_requests, self._most_tokens = requests, tokens
        self.requests = 0
        self.tokens_in = 0
        self.tokens_out = 0

    def take(self) -> None:
        """Count a request that is about to be sent. Raises BudgetSpent where it must not be."""
        if self.spent():
            raise BudgetSpent
        self.requests += 1

    def add(self, tokens_in: int, tokens_out: int) -> None:
        self.tokens_in += tokens_in
        self.tokens_out += tokens_out

    def spent(self) -> bool:
        """Whether nothing more may be asked."""
        no_requests = bool(self._most_requests) and self.requests >= self._most_requests
        return no_requests or (bool(self._most_tokens) and self.tokens_in + self.tokens_out >= self._most_tokens)

    def limit(self) -> str:
        """What the limit is, in words."""
        limits = [f"{self._most_requests:,} requests"] * bool(self._most_requests)
        limits += [f"{self._most_tokens:,} tokens"] * bool(self._most_tokens)
        return " or ".join(limits) or "none"
