"""WTForms' controls as it draws them itself, at a fifth of its cost.

A form of the log has a hundred controls and options, and WTForms fills in a template for each
attribute of each. Rows within a form, which are forms of their own, are drawn by the same.
"""

from typing import Any

from markupsafe import Markup, escape
from wtforms import SelectField
from wtforms.widgets import Input, Select, core


def draw_plainly() -> None:
    core.html_params = attributes
    Input.html_params = staticmethod(attributes)  # type: ignore[method-assign]
    SelectField.widget = PlainSelect()  # type: ignore[misc]


def attributes(**given: Any) -> Markup:
    """`name="value"` of each, by name. True stands for the bare name, False for nothing."""
    written = [
        _name(word) if value is True else f'{_name(word)}="{_quoted(value)}"'
        for word, value in sorted(given.items())
        if value is not False
    ]
    return Markup(" ".join(written))  # noqa: S704  # values are escaped, names are of the program


def _name(word: str) -> str:
    """`class_` is no word of Python's, and `aria_label` is one."""
    name = word.rstrip("_")
    return name.replace("_", "-") if name.startswith(("data_", "aria_")) else name


def _quoted(value: Any) -> str:
    return str.replace(escape(value), '"', "&quot;")


class PlainSelect(Select):
    """Its options have a value and a label and nothing else."""

    @classmethod
    def render_option(cls, choice: Any, **_rest: Any) -> str:  # type: ignore[override]  # stubs of 3.2
        chosen = "selected " if choice.selected else ""
        value = escape(choice.value)
        label = value if choice.label is None else escape(choice.label)
        return f'<option {chosen}value="{value}">{label}</option>'

    @classmethod
    def _dispatch_render_option(cls) -> Any:
        """WTForms looks at the signature of the above for each control."""
        return cls.render_option
