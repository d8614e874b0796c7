"""A line as in a far valley, between a browser and its server; it can be led elsewhere.

50 kbit a second in each direction, 800 ms to and fro, and five of a hundred packets are lost. To
who reads a connection a lost packet is one that comes late, with all that follow it.
"""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from urllib.parse import urlsplit

BITS, TO_AND_FRO, LOST = 50_000, 0.8, 0.05
PACKET = 1460  # bytes
SENT_AGAIN = 2 * TO_AND_FRO
"""After so many seconds without a word a sender tries again."""


class SlowLine:
    """Fast until `is_slow`."""

    def __init__(self, target: str) -> None:
        self.target, self.is_slow = target, False
        self._open: set[asyncio.StreamWriter] = set()
        self._chance = random.Random(1)  # noqa: S311  # the same line in every run
        self._free = [0.0, 0.0]  # when the last packet in each direction has left
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        listening = asyncio.start_server(self._connect, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def lead_to(self, target: str) -> None:
        """To another server from now on: what is open to the one before ends."""
        self.target = target
        self._loop.call_soon_threadsafe(lambda: [one.close() for one in self._open])

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._shut(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _shut(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0.1)  # sockets are given back a moment after they are closed

    async def _connect(self, near: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        there = urlsplit(self.target)
        self._open.add(out)
        try:
            await asyncio.sleep(TO_AND_FRO if self.is_slow else 0)
            far, on = await asyncio.open_connection(there.hostname, there.port)
            try:
                await asyncio.gather(self._carry(near, on, 0), self._carry(far, out, 1))
            finally:
                on.close()
        except OSError:
            pass  # the server is gone, or the browser is
        finally:
            self._open.discard(out)
            out.close()

    async def _carry(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, way: int
    ) -> None:
        waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        handing = asyncio.ensure_future(self._hand_over(waiting, sink))
        due = 0.0
        with suppress(OSError):
            while packet := await source.read(PACKET):
                due = max(due, self._arrives(len(packet), way))
                waiting.put_nowait((due, packet))
                await asyncio.sleep(max(0, self._free[way] - self._loop.time()))
        waiting.put_nowait((due, b""))
        await handing

    def _arrives(self, size: int, way: int) -> float:
        now = self._loop.time()
        if not self.is_slow:
            return now
        self._free[way] = max(self._free[way], now) + size * 8 / BITS
        late = SENT_AGAIN if self._chance.random() < LOST else 0
        return self._free[way] + TO_AND_FRO / 2 + late

    async def _hand_over(
        self, waiting: "asyncio.Queue[tuple[float, bytes]]", sink: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError):
            while True:
                due, packet = await waiting.get()
                await asyncio.sleep(max(0, due - self._loop.time()))
                if not packet:
                    break
                sink.write(packet)
                await sink.drain()
        sink.close()


@contextmanager
def a_line_to(site: str) -> Iterator[SlowLine]:
    line = SlowLine(site)
    yield line
    line.close()
