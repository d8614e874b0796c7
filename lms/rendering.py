"""How pages are put together: what Flask and Jinja would work out anew at each call, only once."""

from functools import lru_cache
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from flask import Flask, has_request_context, request
from jinja2 import Template as JinjaTemplate
from jinja2.environment import TemplateModule
from jinja2.runtime import Context as JinjaContext
from jinja2.runtime import Macro

KEPT = 4096  # addresses
FUNCTIONS = frozenset({FunctionType, MethodType, BuiltinMethodType})
ESCAPING = Macro.__call__.jinja_pass_arg  # type: ignore[attr-defined]  # Jinja adds it
"""What a function asks for that wants to know whether the page escapes."""


class App(Flask):
    """One that remembers addresses: a page asks for the same ones again and again."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept_address = lru_cache(KEPT, typed=True)(self._address)

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        if not has_request_context():
            return super().url_for(endpoint, **values)
        if endpoint.startswith("."):
            endpoint = f"{request.blueprint}{endpoint}"
        here = (request.root_url, request.method)
        return self._kept_address(here, endpoint, **values)

    def _address(self, _here: tuple[str, str], /, endpoint: str, **values: Any) -> str:
        return super().url_for(endpoint, **values)


class Template(JinjaTemplate):
    """Macros get all they need as arguments, so a file of them is the same for every reader."""

    def _get_default_module(self, ctx: JinjaContext | None = None) -> TemplateModule:
        del ctx
        return super()._get_default_module()


class Context(JinjaContext):
    """Calls macros and functions, which are most of what a page calls, as what they are.

    Jinja looks at each object anew: whether it can be called, and what of the page it asks for.
    """

    def call(self, called: Any, /, *args: Any, **values: Any) -> Any:
        if type(called) is Macro:
            asks_for = ESCAPING
        elif type(called) in FUNCTIONS:
            asks_for = getattr(called, "jinja_pass_arg", None)
        else:
            return super().call(called, *args, **values)
        if asks_for is ESCAPING:
            args = (self.eval_ctx, *args)
        elif asks_for is not None:
            return super().call(called, *args, **values)
        values.pop("_block_vars", None)
        values.pop("_loop_vars", None)
        return called(*args, **values)
