from flask import Blueprint

bp = Blueprint("accounts", __name__)

from lms.accounts.views import (  # noqa: E402  # they put their routes on bp
    drafts,  # noqa: F401
    links,  # noqa: F401
    second_factor,  # noqa: F401
    settings,  # noqa: F401
    sign_in,  # noqa: F401
)
