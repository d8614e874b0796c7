"""A bucket of its own for each who asks, on an S3 server that runs on this machine."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen

from moto.server import ThreadedMotoServer


@contextmanager
def an_s3_server() -> Iterator[str]:
    """Its host and port."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"{host}:{port}"
    server.stop()


def a_bucket(server: str, name: str) -> str:
    """Makes one and gives the address that the setting takes."""
    with urlopen(Request(f"http://{server}/{name}", method="PUT")):  # our own server
        return f"s3+http://key:secret@{server}/{name}"
