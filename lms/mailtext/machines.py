"""Mails that no person wrote. Nothing is posted of them and none is answered, so nothing loops."""

import re
from email.message import EmailMessage
from enum import StrEnum

from lms.mailtext.arrived import Arrived

_AWAY = re.compile(
    r"(?:auto(?:matic)?[ -]?(?:reply|response)|auto ?:|out of (?:the )?office|away from"
    r"|respuesta autom[aá]tica|fuera de (?:la )?oficina|ausente|estoy fuera"
    r"|r[eé]ponse automatique|absent(?:e)? du bureau|absence (?:du bureau|temporaire)"
    r"|resposta autom[aá]tica|fora d[oe] escrit[oó]rio|aus[eê]ncia)\b",
    re.IGNORECASE,
)
_AWAY_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Autoresponse", "X-Vacation")
_LIST_HEADERS = ("List-Id", "List-Post", "List-Unsubscribe", "Mailing-List")
_SERVERS = frozenset({"mailer-daemon", "postmaster", "mail-daemon"})
_NOBODYS = frozenset({"noreply", "donotreply", "nepasrepondre", "noresponder", "naoresponder"})


class Machine(StrEnum):
    OUT_OF_OFFICE = "out_of_office"
    BOUNCE = "bounce"
    LIST = "list"
    AUTO_GENERATED = "auto_generated"


def machine_behind(mail: Arrived) -> Machine | None:
    """None for a mail that a person wrote."""
    message, local = mail.message, mail.sender.partition("@")[0]
    if _is_away(message):
        return Machine.OUT_OF_OFFICE
    if _is_bounce(message, local):
        return Machine.BOUNCE
    if any(name in message for name in _LIST_HEADERS) or _precedence(message) == "list":
        return Machine.LIST
    if _is_automatic(message) or is_nobodys(local):
        return Machine.AUTO_GENERATED
    return None


def is_nobodys(local: str) -> bool:
    """As in: noreply@, do-not-reply@, no-responder@."""
    return re.sub(r"[-_.]", "", local) in _NOBODYS


def _is_away(message: EmailMessage) -> bool:
    replied = _submitted(message) == "auto-replied" or _precedence(message) == "auto_reply"
    named = any(name in message for name in _AWAY_HEADERS)
    return replied or named or _AWAY.match(str(message.get("Subject", "")).strip()) is not None


def _is_bounce(message: EmailMessage, local: str) -> bool:
    returned = str(message.get("Return-Path", "")).replace(" ", "") == "<>"
    report = message.get_content_type() == "multipart/report"
    return returned or report or "X-Failed-Recipients" in message or local in _SERVERS


def _is_automatic(message: EmailMessage) -> bool:
    return _submitted(message) not in {"", "no"} or _precedence(message) in {"bulk", "junk"}


def _submitted(message: EmailMessage) -> str:
    return str(message.get("Auto-Submitted", "")).partition(";")[0].strip().lower()


def _precedence(message: EmailMessage) -> str:
    return str(message.get("Precedence", "")).strip().lower()
