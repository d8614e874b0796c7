from flask import Blueprint
from werkzeug.exceptions import HTTPException

from lms.api.problems import RefusedError, show_http_error, show_refused

bp = Blueprint("api", __name__, url_prefix="/api/v1")
bp.register_error_handler(RefusedError, show_refused)
bp.register_error_handler(HTTPException, show_http_error)

from lms.api.views import (  # noqa: E402, F401  # they put their routes on bp
    devices,
    diary,
    documents,
    entries,
    evidence,
    learning,
    notes,
    observations,
    registers,
    stretches,
    submissions,
    syncing,
)
