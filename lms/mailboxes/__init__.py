"""Where mails for the site arrive: a maildir, or a folder on an IMAP server.

A mail is taken away once it was dealt with, never before: who was stopped reads it again.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol
from urllib.parse import urlsplit

from lms.mailboxes.imap import open_folder
from lms.mailboxes.maildir import open_maildir
from lms.mailboxes.parcels import MailboxError, Parcel

__all__ = ["Mailbox", "MailboxError", "Parcel", "opened"]


class Mailbox(Protocol):
    def parcels(self) -> Iterator[Parcel]: ...

    def take_away(self, parcel: Parcel) -> None: ...


def opened(address: str) -> AbstractContextManager[Mailbox]:
    """`maildir:///var/mail/learn`, `imaps://user:password@mail.example.org/INBOX`."""
    url = urlsplit(address)
    return open_maildir(url.path) if url.scheme == "maildir" else open_folder(url)
