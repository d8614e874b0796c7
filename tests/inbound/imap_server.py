"""As much of an IMAP server, on this machine, as reading a folder needs."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SIGNED_IN = 'LOGIN learn "hush: a/word"'
FOLDER = "answers"


class ImapServer:
    """`mails` by number; those that are marked as deleted are taken away by EXPUNGE."""

    def __init__(self, mails: list[bytes]) -> None:
        self.mails = dict(enumerate(mails, 1))
        self.deleted: list[int] = []
        self.said: list[str] = []
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.port = self._ear.getsockname()[1]

    def serve(self) -> None:
        while True:
            try:
                line, _ = self._ear.accept()
            except OSError:
                return
            with line, line.makefile("rwb") as talk:
                talk.write(b"* OK at your service\r\n")
                talk.flush()
                for said in talk:
                    talk.write(self._answer(*said.decode().strip().split(" ", 1)))
                    talk.flush()

    def _answer(self, tag: str, command: str) -> bytes:
        self.said.append(command)
        lines = self._lines(command)
        status = "NO" if lines is None else "OK"
        told = b"".join(b"* " + line + b"\r\n" for line in lines or ())
        return told + f"{tag} {status} done\r\n".encode()

    def _lines(self, command: str) -> list[bytes] | None:
        """None is a refusal."""
        name = command.removeprefix("UID ").partition(" ")[0].lower()
        known: dict[str, Callable[[str], list[bytes] | None]] = {
            "capability": lambda _: [b"CAPABILITY IMAP4rev1"],
            "login": lambda said: [] if said == SIGNED_IN else None,
            "select": lambda said: [b"%d EXISTS" % len(self.mails)] if FOLDER in said else None,
            "search": lambda _: [b"SEARCH " + " ".join(map(str, self.mails)).encode()],
            "fetch": lambda said: [self._fetched(_number_in(said), said)],
            "store": lambda said: self.deleted.append(_number_in(said)) or [],
            "expunge": lambda _: self._expunged(),
        }
        return known[name](command) if name in known else []

    def _expunged(self) -> list[bytes]:
        for gone in self.deleted:
            self.mails.pop(gone, None)
        return []

    def _fetched(self, number: int, command: str) -> bytes:
        raw = self.mails[number]
        if "SIZE" in command:
            return f"{number} FETCH (UID {number} RFC822.SIZE {len(raw)})".encode()
        text = raw.partition(b"\n\n")[0] + b"\n\n" if "HEADER" in command else raw
        return b"%d FETCH (UID %d BODY[] {%d}\r\n%b)" % (number, number, len(text), text)


def _number_in(command: str) -> int:
    return int(command.split(" ")[2])


@contextmanager
def imap_server(*mails: bytes) -> Iterator[ImapServer]:
    server = ImapServer(list(mails))
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield server
    server._ear.shutdown(socket.SHUT_RDWR)
    server._ear.close()
    thread.join(5)
