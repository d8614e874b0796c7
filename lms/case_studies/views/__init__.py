from flask import Blueprint

bp = Blueprint("case_studies", __name__)

from lms.case_studies.views import cases  # noqa: E402, F401  # it puts its routes on bp
