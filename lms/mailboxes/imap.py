"""A folder on an IMAP server. Mails that were dealt with are deleted there."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from imaplib import IMAP4, IMAP4_SSL
from typing import Any, NamedTuple
from urllib.parse import SplitResult, unquote

from lms.mailboxes.parcels import MOST_BYTES, MailboxError, Parcel

TIMEOUT = 20
PORTS = {"imaps": 993, "imap": 143}


class Folder(NamedTuple):
    server: IMAP4

    def parcels(self) -> Iterator[Parcel]:
        """In the order of arrival."""
        for number in self._do("SEARCH", "UNDELETED")[0].split():
            size = _size_in(self._do("FETCH", number, "(RFC822.SIZE)"))
            if size is None:  # another reader has deleted it
                continue
            wanted = "BODY.PEEK[]" if size <= MOST_BYTES else "BODY.PEEK[HEADER]"
            raw = _text_in(self._do("FETCH", number, f"({wanted})"))
            if raw is not None:
                yield Parcel(number.decode(), raw, size)

    def take_away(self, parcel: Parcel) -> None:
        self._do("STORE", parcel.key, "+FLAGS.SILENT", r"(\Deleted)")
        self.server.expunge()

    def _do(self, command: str, *arguments: Any) -> list[Any]:
        status, answer = self.server.uid(command, *arguments)
        if status != "OK":
            raise MailboxError(f"The IMAP server refuses {command}.")
        return [b"" if line is None else line for line in answer]


def _size_in(answer: list[Any]) -> int | None:
    words = b" ".join(line for line in answer if isinstance(line, bytes)).replace(b")", b"").split()
    named = [word.upper() for word in words]
    return int(words[named.index(b"RFC822.SIZE") + 1]) if b"RFC822.SIZE" in named else None


def _text_in(answer: list[Any]) -> bytes | None:
    return next((bytes(line[1]) for line in answer if isinstance(line, tuple)), None)


@contextmanager
def open_folder(url: SplitResult) -> Iterator[Folder]:
    """`imaps://user:password@host/folder`; passwords never stand in what is raised here."""
    try:
        with _connected(url) as server:
            server.login(unquote(url.username or ""), unquote(url.password or ""))
            status, _answer = server.select(f'"{unquote(url.path.strip("/")) or "INBOX"}"')
            if status != "OK":
                raise MailboxError(f"{url.hostname} has no such folder.")
            yield Folder(server)
    except (IMAP4.error, OSError) as fault:
        raise MailboxError(f"The mailbox at {url.hostname}: {type(fault).__name__}.") from fault


def _connected(url: SplitResult) -> IMAP4:
    host, port = url.hostname or "", url.port or PORTS[url.scheme]
    if url.scheme == "imaps":
        return IMAP4_SSL(host, port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT)
    return IMAP4(host, port, timeout=TIMEOUT)
