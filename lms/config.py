"""Settings: read once from the environment, typed, checked. A wrong one stops the start."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
STORE_SCHEMES = {"s3": "https", "s3+http": "http"}
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class SettingsError(Exception):
    """One sentence for each setting that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """What can be set from outside. Each field `x` is the environment variable `LMS_X`."""

    data_dir: Path = ROOT / "data"
    database_url: str = ""
    redis_url: str = ""
    storage_url: str = ""
    public_url: str = "http://127.0.0.1:8000"
    allow_insecure_http: bool = False
    product_name: str = "Weft"
    default_language: str = "en"
    secret_key: str = ""
    secret_key_fallbacks: tuple[str, ...] = ()
    mail_url: str = ""
    mail_from: str = "Weft <noreply@localhost>"
    mail_domain: str = ""
    mail_inbox: str = ""
    mail_authserv_id: str = ""
    server_timing: bool = False
    trusted_proxies: int = 0
    web_workers: int = 1
    web_threads: int = 8
    max_body_kb: int = 1024
    edition_files_mb: int = 500
    person_files_mb: int = 100

    @property
    def database(self) -> str:
        """SQLAlchemy address: the one given, else SQLite in the data directory."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'weft.sqlite3'}"

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.public_url).hostname or ""


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `LMS_…` variables; raises SettingsError that names every fault."""
    faults: list[str] = []
    values: dict[str, object] = {}
    known = {f"LMS_{field.name.upper()}": field for field in fields(Settings)}
    for name, raw in environ.items():
        if not name.startswith("LMS_"):
            continue
        if name not in known:
            faults.append(f"{name} is not a setting; the README lists them all.")
            continue
        try:
            values[known[name].name] = _PARSERS[str(known[name].type)](raw)
        except ValueError as error:
            faults.append(f"{name}={raw!r}: {error}")
    settings = Settings(**values)  # type: ignore[arg-type]  # each value went through its parser
    faults += _contradictions(settings)
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def _contradictions(settings: Settings) -> list[str]:
    faults = []
    if settings.default_language not in LANGUAGES:
        faults.append(f"LMS_DEFAULT_LANGUAGE must be one of {', '.join(LANGUAGES)}.")
    if not settings.host:
        faults.append("LMS_PUBLIC_URL must be a whole address, such as https://learn.example.org.")
    elif not (settings.secure or settings.host in LOOPBACK or settings.allow_insecure_http):
        faults.append(
            f"LMS_PUBLIC_URL={settings.public_url} would send passwords in the clear. Use https, "
            "or set LMS_ALLOW_INSECURE_HTTP=yes on a closed local network."
        )
    if settings.secret_key and len(settings.secret_key) < MIN_SECRET:
        faults.append(f"LMS_SECRET_KEY must be at least {MIN_SECRET} characters long.")
    if settings.storage_url and not _names_a_bucket(settings.storage_url):
        faults.append("LMS_STORAGE_URL must be such as s3://KEY:SECRET@store.example.org/bucket.")
    return faults + _faults_of_mail(settings)


def _faults_of_mail(settings: Settings) -> list[str]:
    if settings.mail_domain and not DOMAIN.fullmatch(settings.mail_domain):
        return ["LMS_MAIL_DOMAIN must be a domain in small letters, such as learn.example.org."]
    if settings.mail_inbox and not _names_a_mailbox(settings.mail_inbox):
        forms = "maildir:///var/mail/learn or imaps://USER:PASSWORD@mail.example.org/INBOX"
        return [f"LMS_MAIL_INBOX must be such as {forms}."]
    if settings.mail_inbox and not settings.mail_domain:
        return ["LMS_MAIL_INBOX needs LMS_MAIL_DOMAIN, the domain of the addresses in it."]
    return []


def _names_a_bucket(address: str) -> bool:
    url = urlsplit(address)
    named = (url.username, url.password, url.hostname, url.path.strip("/"))
    return url.scheme in STORE_SCHEMES and all(named)


def _names_a_mailbox(address: str) -> bool:
    """A password goes in the clear to this machine only."""
    url = urlsplit(address)
    if url.scheme == "maildir":
        return url.path.startswith("/") and not url.netloc
    near = url.scheme == "imaps" or (url.scheme == "imap" and url.hostname in LOOPBACK)
    return near and all((url.username, url.password, url.hostname))


def secret_key(settings: Settings) -> str:
    """The key given, else one made at first start and kept in the data directory, mode 0600."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_dir / "secret-key"
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8")


def _yes_or_no(raw: str) -> bool:
    words = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}
    if raw.lower() not in words:
        raise ValueError("write yes or no.")
    return words[raw.lower()]


def _whole(raw: str) -> int:
    if not raw.isdecimal():
        raise ValueError("write a whole number.")
    return int(raw)


def _words(raw: str) -> tuple[str, ...]:
    return tuple(raw.split())


LANGUAGES = ("en", "es", "fr")
MIN_SECRET = 32
_PARSERS: dict[str, Callable[[str], object]] = {
    str(str): str,
    str(bool): _yes_or_no,
    str(int): _whole,
    str(Path): Path,
    str(tuple[str, ...]): _words,
}
