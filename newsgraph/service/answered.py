"""An answer on its way to a client, and the answers that are kept."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import AsyncGenerator, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsgraph.store.frames import Head
    from newsgraph.store.query_process import Frame, Reply


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer. body: all of it, or its begin where there is a `rest`, which is read once or closed."""

    head: Head
    body: bytes
    rest: Reply | None = None

    @classmethod
    async def of(cls, reply: Reply) -> Answered:
        """Wait for the begin of an answer. Raises what the store raises."""
        from newsgraph.store.frames import HEAD

        try:
            frames = await reply.take()
            assert frames[0][0] == HEAD
            head: Head = pickle.loads(frames[0][1])  # noqa: S301 - written by our own child
            parts, ended = _data(frames[1:])
            while head.whole and not ended:
                more, ended = _data(await reply.take())
                parts += more
        except BaseException:
            reply.close()
            raise
        return cls(head, b"".join(parts), None if ended else reply)

    async def pieces(self) -> AsyncGenerator[bytes, None]:
        """The bytes, as they come. Raises what the store raises; left early, the query is ended."""
        if self.body:
            yield self.body
        if self.rest is None:
            return
        try:
            ended = False
            while not ended:
                parts, ended = _data(await self.rest.take())
                if parts:
                    yield b"".join(parts)
        finally:
            self.rest.close()


def _data(frames: list[Frame]) -> tuple[list[bytes], bool]:
    from newsgraph.store.frames import DATA, END

    return [body for kind, body in frames if kind == DATA], any(kind == END for kind, _ in frames)


class AnswerCache:
    """Whole answers by what names them, up to a number of bytes; what was not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[Answered, int]] = OrderedDict()
        self._size = 0

    def get(self, key: Hashable) -> Answered | None:
        if (found := self._kept.get(key)) is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, answer: Answered) -> None:
        size = len(answer.body) + 2 * len(repr(key)) + 500
        if size > self._most // 8:  # one large answer must not push out all others
            return
        if (old := self._kept.pop(key, None)) is not None:
            self._size -= old[1]
        self._kept[key] = (answer, size)
        self._size += size
        while self._size > self._most:
            self._size -= self._kept.popitem(last=False)[1][1]
