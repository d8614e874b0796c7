"""What outcomes of mails are called, and what their senders are told of each."""

from flask_babel import lazy_gettext as _l

from lms.forum.actions import MOST_IN_WINDOW
from lms.forum.models import LONGEST
from lms.inbound.models import Outcome

OUTCOMES = {
    Outcome.POSTED: _l("Posted"),
    Outcome.POSTED_WITHOUT_FILES: _l("Posted without its files"),
    Outcome.HELD: _l("Waits to be looked at"),
    Outcome.HELD_UNPROVEN: _l("Waits to be looked at: sender not confirmed"),
    Outcome.UNKNOWN_ADDRESS: _l("To an address that is not known"),
    Outcome.ADDRESS_ENDED: _l("To an address that has ended"),
    Outcome.WRONG_SENDER: _l("From another address than that of the account"),
    Outcome.NOT_PROVEN: _l("Sender not confirmed by the mail server"),
    Outcome.SUSPENDED: _l("From a suspended account"),
    Outcome.TOPIC_GONE: _l("Topic gone, or no longer open to the sender"),
    Outcome.TOPIC_CLOSED: _l("Topic closed"),
    Outcome.SPACE_GONE: _l("Space gone, or no longer open to the sender"),
    Outcome.SPACE_CLOSED: _l("Space closed"),
    Outcome.NO_SUBJECT: _l("Without a subject"),
    Outcome.EMPTY: _l("Nothing written in it"),
    Outcome.ONLY_FILES: _l("Nothing but files in it"),
    Outcome.TOO_LONG: _l("Text too long"),
    Outcome.TOO_LARGE: _l("Mail too large"),
    Outcome.TOO_MANY: _l("Too many posts in a short time"),
    Outcome.UNKNOWN_LETTERS: _l("Letters that cannot be read"),
    Outcome.REPLY_TO_DIGEST: _l("Answer to a mail of the day"),
    Outcome.REPLAYED: _l("Came before"),
    Outcome.UNREADABLE: _l("Cannot be read"),
    Outcome.OUT_OF_OFFICE: _l("Notice of absence"),
    Outcome.BOUNCE: _l("Notice that a mail could not be delivered"),
    Outcome.LIST: _l("From a mailing list"),
    Outcome.AUTO_GENERATED: _l("Written by a program"),
}
SENTENCES = {
    Outcome.POSTED_WITHOUT_FILES: _l(
        "Its text stands in the topic. The files were not taken: they can only be added there."
    ),
    Outcome.HELD: _l(
        "Whoever leads the space looks at it before others can read it. You need do nothing."
    ),
    Outcome.HELD_UNPROVEN: _l(
        "Our mail server could not confirm that it comes from you. So whoever leads the space "
        "looks at it before others can read it. You need do nothing."
    ),
    Outcome.UNKNOWN_ADDRESS: _l(
        "But there is nothing at the address it was sent to. Answer a mail about a topic, or write "
        "in the forum itself."
    ),
    Outcome.ADDRESS_ENDED: _l(
        "But the address it was sent to has ended: since that mail you have set another password "
        "or taken new addresses. Answer a newer mail, or write in the topic itself."
    ),
    Outcome.WRONG_SENDER: _l(
        "But it came from another address than that of your account, and only you can write in "
        "your name. Send it from the address this letter goes to. If it was not you, take new "
        "addresses: under Settings, Mails."
    ),
    Outcome.NOT_PROVEN: _l(
        "But our mail server found that it may not come from you. Write in the topic itself. If it "
        "was not you, take new addresses: under Settings, Mails."
    ),
    Outcome.SUSPENDED: _l("But your account is suspended. Ask your coordinator."),
    Outcome.TOPIC_GONE: _l("But the topic it was for is gone, or no longer open to you."),
    Outcome.TOPIC_CLOSED: _l("But the topic is closed: it can be read, and nothing added."),
    Outcome.SPACE_GONE: _l("But the space it was for is gone, or no longer open to you."),
    Outcome.SPACE_CLOSED: _l("But the space is closed: it can be read, and nothing added."),
    Outcome.NO_SUBJECT: _l(
        "But it has no subject, which would be the title of the topic. Say there in a few words "
        "what it is about, and send it again."
    ),
    Outcome.EMPTY: _l(
        "But there is nothing in it besides the text you answered. Write your answer above that."
    ),
    Outcome.ONLY_FILES: _l("But there are only files in it. Write your answer as text."),
    Outcome.TOO_LONG: _l(
        "But its text is longer than %(most)s characters. Shorten it, or send it in two mails.",
        most=LONGEST["body"],
    ),
    Outcome.TOO_LARGE: _l("But it is larger than 10 MB. Send it without files."),
    Outcome.TOO_MANY: _l(
        "But you have written %(most)s posts in ten minutes, or several of your texts wait to be "
        "looked at. Send it again in a while.",
        most=MOST_IN_WINDOW,
    ),
    Outcome.UNKNOWN_LETTERS: _l(
        "But its letters could not be read. Write it with another program, or in the topic itself."
    ),
    Outcome.REPLY_TO_DIGEST: _l(
        "But the mail you answered is about several things, so nobody can say where your answer "
        "belongs. Open the topic and write there."
    ),
    Outcome.UNREADABLE: _l("But it could not be read. Write in the forum itself."),
}
"""Only who is told; the others wrote no mail, or it is in the forum."""
TO_SPACES = SENTENCES | {
    Outcome.ADDRESS_ENDED: _l(
        "But the address it was sent to has ended: since you took it you have set another password "
        "or taken a new address. The present one stands in the space, under “Write by mail”."
    ),
    Outcome.WRONG_SENDER: _l(
        "But it came from another address than that of your account, and only you can write in "
        "your name. Send it from the address this letter goes to. If it was not you, take a new "
        "address: in the space, under “Write by mail”."
    ),
    Outcome.NOT_PROVEN: _l(
        "But our mail server found that it may not come from you. Write in the space itself. If it "
        "was not you, take a new address there, under “Write by mail”."
    ),
    Outcome.EMPTY: _l("But there is no text in it. Write as text what others are to read."),
    Outcome.ONLY_FILES: _l(
        "But there are only files in it. Write as text what others are to read."
    ),
    Outcome.UNKNOWN_LETTERS: _l(
        "But its letters could not be read. Write it with another program, or in the space itself."
    ),
}
"""The same of a mail that was to begin a topic."""
