"""What the server says on standard error: one short line a request, and what went wrong.

No query strings, and nothing that looks like a one-time token, whoever writes the line.
"""

import logging
import re
import sys
from typing import Any

from gunicorn.glogging import Logger

TOKEN = re.compile(r"[A-Za-z0-9_-]{40,}")
UNINTERESTING = ("/static/", "/health/")


class DiscreetFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub("…", super().format(record))


class RequestLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn's logger, writing where everything else is written."""

    def setup(self, cfg: Any) -> None:
        self.cfg = cfg
        self._access_log_enabled = True
        self.error_log.propagate = True
        self.access_log.propagate = True
        self.error_log.setLevel(logging.WARNING)
        self.access_log.setLevel(logging.INFO)

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Method, path, status, milliseconds; files and health checks only when they fail."""
        del req
        path, status = environ.get("PATH_INFO", ""), int(str(resp.status).split()[0])
        if status < 400 and path.startswith(UNINTERESTING):  # noqa: PLR2004  # HTTP: errors start here
            return
        spent = request_time.total_seconds() * 1000
        self.access_log.info("%s %s %s %.0f ms", environ["REQUEST_METHOD"], path, status, spent)


def init() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(DiscreetFormatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("lms").setLevel(logging.INFO)
