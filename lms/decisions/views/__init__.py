from flask import Blueprint

from lms.decisions import models  # noqa: F401

bp = Blueprint("decisions", __name__)
