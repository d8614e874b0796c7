from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from lms.benchmarks.grouping import DIMENSIONS, Like
from lms.forms import Form
from lms.projects.branches import BRANCHES
from lms.projects.forms import KINDS, STATUSES


class PeersForm(Form):
    """With whom to compare. What it does not know, it does not ask for."""

    branch = SelectField(_l("Branch"))
    stage = SelectField(_l("Where it stands"))
    kind = SelectField(_l("What is it?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, meta={"csrf": False}, **kwargs)
        everything = [("", _("All"))]
        self.branch.choices = [*everything, *BRANCHES.items()]
        self.stage.choices = [*everything, *STATUSES.items()]
        self.kind.choices = [*everything, *KINDS.items()]

    @property
    def is_sent(self) -> bool:
        return any(self[name].raw_data for name in DIMENSIONS)

    @property
    def asked(self) -> Like:
        return Like(**{name: self._known(name) for name in DIMENSIONS})

    def _known(self, name: str) -> str:
        chosen = self[name].data or ""
        return chosen if chosen in {value for value, *_rest in self[name].iter_choices()} else ""

    def show(self, like: Like) -> None:
        for name, value in like._asdict().items():
            self[name].data = value

    @property
    def in_address(self) -> dict[str, str]:
        """As it is chosen, so that a link asks for the same."""
        return {name: self[name].data or "" for name in DIMENSIONS}
