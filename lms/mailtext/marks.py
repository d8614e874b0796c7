"""How mail programs announce what is not the writer's own, in the languages of those who write.

English, Spanish, French, Portuguese. Each pattern reads one line, or lines that were joined.
"""

import re
from collections.abc import Mapping

LONGEST = 400
"""No line of a mail program is longer; a longer one is what somebody wrote."""

QUOTED = re.compile(r"\s{0,3}>")

_WROTE = r"(?:wrote|escribió|a écrit|escreveu)"
_INTRODUCED = (
    re.compile(rf"(?:On|El|En|Le|Em|No dia|Às)\b.*\d.*\b{_WROTE}\s?:", re.IGNORECASE),
    re.compile(rf"[^<>@\d:]{{1,60}}<[^<>@\s]+@[^<>\s]+> {_WROTE}\s?:", re.IGNORECASE),
    re.compile(r"\d{4}-\d\d-\d\d \d?\d:\d\d\b.*<[^<>@\s]+@[^<>\s]+>:"),
)
_EXACT = re.compile(r"\d\d?[:h.]\d\d|\S@\S")

_KEYS: Mapping[str, str] = {
    "who": "from|de",
    "when": "sent|date|enviad[oa]|enviado el|fecha|envoyé|envoyé le|enviad[oa] em|data",
    "to": "to|para|à|cc|cco|bcc|cci",
    "what": "subject|asunto|objet|assunto",
}
_KEY = re.compile(
    r"[*_\s]*(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _KEYS.items()) + r")\s?:",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[-_\s]{2,}(?:original message|mensaje original|message d.origine|mail original"
    r"|mensagem original|forwarded message|mensaje reenviado|message transféré"
    r"|mensagem encaminhada)[-_\s]{2,}"
    r"|(?:begin forwarded message|début du message (?:réexpédié|transféré)|inicio del mensaje"
    r" reenviado|início da mensagem (?:re)?encaminhada)\s?:\s*",
    re.IGNORECASE,
)
RULE = re.compile(r"\s*(?:_{5,}|-{5,})\s*")
"""A line drawn above what was written before."""

_DEVICE = re.compile(
    r"(?:sent (?:from|via|with|using)|enviado (?:desde|con|do|da|pelo|a partir d[eo])"
    r"|envoyé (?:de|depuis|avec|à partir d[eu])|provenance :|get outlook for|obtener outlook para"
    r"|(?:télécharger|obtenir) outlook pour|obter o? ?outlook para) .{0,90}"
    r"|(?:virus-free|libre de virus|sans virus|(?:livre|sem) (?:de )?vírus)\b.{0,90}",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:confidentiality|confidential(?:ity)? notice|disclaimer|this (?:e-?mail|message) (?:and|is)"
    r"|(?:aviso de )?confidencialidad|este (?:mensaje|correo)\b.{0,40}\b(?:adjuntos|confidencial)"
    r"|ce (?:message|courriel)\b.{0,40}\b(?:pièces jointes|confidentiel)"
    r"|est[ea] (?:mensagem|e-?mail)\b.{0,40}\b(?:anexos|confidencia)"
    r"|(?:aviso de )?confidencialidade)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:best|kind|warm) (?:regards|wishes)|regards|best|thanks|many thanks|saludos\b.{0,30}"
    r"|un saludo|atentamente|cordialmente|abrazos?|un abrazo|gracias|(?:bien )?cordialement"
    r"|bien à vous|salutations\b.{0,30}|amicalement|merci|atenciosamente|(?:os meus )?cumprimentos"
    r"|um abraço|abraços|obrigad[oa])\s?[,.!]?",
    re.IGNORECASE,
)
_REACHED = re.compile(r"\+?\(?\d[\d ()./-]{6,}\d|\S@\S+\.\S|https?://|\bwww\.", re.IGNORECASE)


def introduces(line: str) -> bool:
    """As in: On Tuesday, 24 November 2026, Ana wrote."""
    said = line.strip()
    whole = said.endswith(":") and len(said) <= LONGEST
    return whole and any(form.fullmatch(said) for form in _INTRODUCED)


def introduces_exactly(line: str) -> bool:
    """With an hour or an address, as programs do: what follows is quoted even without a sign."""
    return introduces(line) and _EXACT.search(line) is not None


def key_of(line: str) -> str:
    """Which line of a head it is (From:, Sent:, To:, Subject:); empty for none."""
    found = _KEY.match(line) if len(line) <= LONGEST else None
    return (found.lastgroup or "") if found else ""


def is_original(line: str) -> bool:
    """As in: -----Original Message-----."""
    return len(line) <= LONGEST and _ORIGINAL.fullmatch(line) is not None


def is_device(line: str) -> bool:
    """As in: Sent from my telephone."""
    said = line.strip(" *_[]")
    return len(said) <= LONGEST and _DEVICE.fullmatch(said) is not None


def is_notice(line: str) -> bool:
    """The first words of a notice that a server of an office adds."""
    return _NOTICE.match(line.strip(" *_")[:LONGEST]) is not None


def is_closing(line: str) -> bool:
    """As in: Best regards."""
    said = line.strip()
    return len(said) <= LONGEST and _CLOSING.fullmatch(said) is not None


def reaches(line: str) -> bool:
    """A number to call, an address to write to or to open."""
    return _REACHED.search(line[:LONGEST]) is not None
