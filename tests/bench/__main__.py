"""`bin/bench`: fill a database, start the real server, measure each page, print and keep it."""

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from lms import create_app, schema
from lms.config import Settings
from lms.db import db
from tests.bench import abroad, cases, certificate, joint, marks, measure, report, talk
from tests.bench.pages import PAGES
from tests.bench.sends import SENDS, SendCost
from tests.bench.sends import cost as cost_of_send
from tests.bench.world import SENDING, World, fill
from tests.operations.server import REPOSITORY, running
from tests.postgresql import private_cluster

SERVE = (str(REPOSITORY / "bin" / "serve"),)


def main() -> None:
    options = _options()
    with TemporaryDirectory(prefix="weft-bench-") as folder, _database(options.db) as (url, root):
        data = Path(folder) / "data"
        world = _world(data, url, options.scale)
        with running(data, command=SERVE, LMS_DATABASE_URL=url, LMS_SERVER_TIMING="1") as server:
            roots = (server.process.pid, *root)
            result = _measure(measure.Server(server.address, roots), world, options)
    report.write(options.out, result)
    if options.compare:
        before = json.loads(options.compare.read_text(encoding="utf-8"))
        _say("\n" + report.comparison(before, result))
    sys.exit(1 if result["missing"] else 0)


def _options() -> Namespace:
    parser = ArgumentParser("bin/bench", description="Measure what each main page costs.")
    parser.add_argument(
        "--scale", type=int, default=1, help="times 200 trainees, 10,000 log entries"
    )
    parser.add_argument("--db", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--only", default="", help="pages with this word in their name")
    parser.add_argument("--requests", type=int, default=100, help="of each page (%(default)s)")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "bench" / "latest.json")
    parser.add_argument("--compare", type=Path, metavar="FILE", help="an earlier run's JSON")
    return parser.parse_args()


@contextmanager
def _database(kind: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Its address, and the first process of a database server of its own."""
    if kind == "sqlite":
        yield "", ()
        return
    with private_cluster() as url:
        yield url, (_postmaster(url.partition("?host=")[2]),)


def _postmaster(home: str) -> int:
    for entry in Path("/proc").glob("[0-9]*"):
        words = (entry / "cmdline").read_bytes().split(b"\0")
        if words[0].endswith(b"postgres") and home.encode() in words:
            return int(entry.name)
    raise RuntimeError("The database server was not found among the processes.")


def _world(data: Path, url: str, scale: int) -> World:
    started = time.perf_counter()
    app = create_app(Settings(data_dir=data, database_url=url))
    with app.app_context():
        schema.upgrade(db.engine)
        world = cases.add(fill(scale), scale)
        marks.add(scale)
        world = abroad.add(joint.add(talk.add(world, scale)))
        db.hang_up()
    size = ", ".join(f"{number:,} {what}" for what, number in world.size.items())
    _say(f"Filled a database with {size} in {time.perf_counter() - started:.0f} s.")
    return world


def _measure(server: measure.Server, world: World, options: Namespace) -> report.Report:
    costs: dict[str, measure.Cost] = {}
    sends: dict[str, SendCost] = {}
    missing: list[str] = []
    for page in PAGES:
        if options.only in page.name:
            with _noted(missing, page.name):
                costs[page.name] = measure.cost(page, world, server, requests=options.requests)
    by_process = measure.memory(server)
    for send in SENDS:
        if options.only in send.name:
            with _noted(missing, send.name):
                sends[send.name] = cost_of_send(send, world, server, requests=SENDING)
    document = None if options.only else certificate.milliseconds()
    _show(costs, sends, by_process, document)
    for line in missing:
        _say(f"MISSING {line}")
    return {
        "scale": options.scale,
        "database": options.db,
        "size": world.size,
        "memory_kb": sum(by_process),
        "missing": missing,
        "pages": {name: asdict(cost) for name, cost in costs.items()},
        "sends": {name: asdict(cost) for name, cost in sends.items()},
        "certificate_ms": document,
    }


@contextmanager
def _noted(missing: list[str], name: str) -> Iterator[None]:
    """What cannot be measured is told at the end and does not end the rest."""
    try:
        yield
    except measure.PageError as error:
        missing.append(f"{name}: {error}")


def _show(
    costs: dict[str, measure.Cost],
    sends: dict[str, SendCost],
    by_process: list[int],
    document: float | None,
) -> None:
    _say("\n" + report.table(costs))
    if sends:
        _say("\n" + report.table_of_sends(sends))
    each = " + ".join(f"{one / 1024:.0f}" for one in by_process)
    _say(f"\nMemory of all processes: {sum(by_process) / 1024:.0f} MB ({each})")
    if document is not None:
        _say(f"Certificate as PDF: {document:g} ms of processor time")


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # its task is to print


if __name__ == "__main__":
    main()
