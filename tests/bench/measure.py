"""One page, asked for often: processor time of the whole server, waiting time, size, statements."""

import os
import re
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from statistics import mean, quantiles
from urllib.parse import quote, urlsplit

from tests.bench.pages import Page
from tests.bench.world import World

TICK = os.sysconf("SC_CLK_TCK")
TOGETHER = 8
SLOW = 20  # requests of a page that may not be asked for fast
WARM_UP = 5
BATCH = 10
"""Requests whose processor time is taken together; the least of all batches was disturbed least."""


@dataclass(frozen=True)
class Cost:
    """Times in milliseconds, sizes in bytes."""

    cpu: float
    least: float
    p50: float
    p95: float
    p50_of_8: float
    p95_of_8: float
    per_second: float
    statements: int
    raw: int
    gzip: int


@dataclass(frozen=True)
class Server:
    address: str
    roots: tuple[int, ...]  # first processes: the server, and a database server of its own

    def processes(self) -> list[int]:
        return [pid for root in self.roots for pid in (root, *_below(root))]

    def cpu_seconds(self) -> float:
        return sum(map(_cpu_seconds, self.processes()))

    @contextmanager
    def counting(self, spent: list[float]) -> Iterator[None]:
        """Adds the milliseconds of processor time of one request in the batch made inside."""
        before = self.cpu_seconds()
        yield
        spent.append((self.cpu_seconds() - before) / BATCH * 1000)


class PageError(Exception):
    """The page was not there."""


def cost(page: Page, world: World, server: Server, *, requests: int) -> Cost:
    requests = min(requests, SLOW) if page.gap else requests
    together = 1 if page.gap else TOGETHER
    browser = _Browser(page, world, server)
    statements, raw = browser.statements_and_size()
    for _ in range(WARM_UP):
        compressed = browser.get()
    spent, alone = [], []
    for _ in range(requests // BATCH):
        with server.counting(spent):
            alone += browser.times(BATCH)
    started = time.perf_counter()
    with ThreadPoolExecutor(together) as pool:
        browsers = [_Browser(page, world, server) for _ in range(together)]
        for one in browsers:
            one.headers = browser.headers
        share = max(2, requests // TOGETHER)
        crowd = [t for times in pool.map(lambda one: one.times(share), browsers) for t in times]
    took = time.perf_counter() - started
    return Cost(
        cpu=round(mean(spent), 2),
        least=round(min(spent), 2),
        p50=milliseconds(alone, 50),
        p95=milliseconds(alone, 95),
        p50_of_8=milliseconds(crowd, 50),
        p95_of_8=milliseconds(crowd, 95),
        per_second=round(len(crowd) / took, 1),
        statements=statements,
        raw=raw,
        gzip=compressed,
    )


def memory(server: Server) -> list[int]:
    """Proportional kilobytes of each of its processes: what is shared is divided among them."""
    return [_proportional(pid) for pid in server.processes()]


class _Browser:
    """One kept connection that asks for one page."""

    def __init__(self, page: Page, world: World, server: Server) -> None:
        self.address, self.gap = quote(page.address.format(**world.places), "/?=&"), page.gap
        self.headers = {"Accept-Encoding": "gzip", "Accept-Language": "en"}
        if page.person:
            self.headers["Cookie"] = f"sid={world.cookies[page.person]}"
        self.connection = HTTPConnection(urlsplit(server.address).netloc, timeout=60)

    def statements_and_size(self) -> tuple[int, int]:
        self.connection.request("GET", self.address, headers=self.headers | PLAIN)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise PageError(f"{self.address} answered {response.status}")
        self._keep_cookie(response)
        return statements(response), len(body)

    def _keep_cookie(self, response: HTTPResponse) -> None:
        """As a browser does: who has the cookie of the forms is not given it with each page."""
        given = response.getheader("Set-Cookie", "").partition(";")[0]
        known = self.headers.get("Cookie", "")
        if given:
            self.headers["Cookie"] = f"{known}; {given}" if known else given

    def get(self) -> int:
        time.sleep(self.gap)
        self.connection.request("GET", self.address, headers=self.headers)
        response = self.connection.getresponse()
        size = len(response.read())
        if response.status != 200:
            raise PageError(f"{self.address} answered {response.status}")
        return size

    def times(self, requests: int) -> list[float]:
        taken = []
        for _ in range(requests):
            started = time.perf_counter()
            self.get()
            taken.append(time.perf_counter() - started - self.gap)
        return taken


PLAIN = {"Accept-Encoding": "identity"}


def statements(response: HTTPResponse) -> int:
    found = re.search(r'sql;desc="(\d+)"', response.getheader("Server-Timing", ""))
    return int(found.group(1)) if found else 0


def milliseconds(times: Iterable[float], percentile: int) -> float:
    return round(quantiles(times, n=100, method="inclusive")[percentile - 1] * 1000, 1)


def _below(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_below(child)]
    return found


def _cpu_seconds(pid: int) -> float:
    """User and system time of a process: of its threads exactly, of its ended children in ticks."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    living = sum(int(thread.read_text().split()[0]) for thread in threads)
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return living / 1e9 + sum(map(int, fields[13:15])) / TICK


def _proportional(pid: int) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found.group(1)) if found else 0
