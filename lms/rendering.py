"""How pages are put together: what Flask and Jinja would work out anew at each call, only once."""

from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from flask import Flask, has_request_context, request
from flask import Request as FlaskRequest
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from jinja2 import Template as JinjaTemplate
from jinja2.environment import TemplateModule
from jinja2.runtime import Context as JinjaContext
from jinja2.runtime import Macro
from werkzeug.routing import Rule

KEPT = 4096  # addresses, and pieces of pages
remembered = lru_cache(KEPT, typed=True)
"""For macros that say the same of the same words, whoever reads: Jinja calls them once."""
FUNCTIONS = frozenset({FunctionType, MethodType, BuiltinMethodType, type(remembered(str))})
ESCAPING = Macro.__call__.jinja_pass_arg  # type: ignore[attr-defined]  # Jinja adds it
"""What a function asks for that wants to know whether the page escapes."""


class Request(FlaskRequest):
    @cached_property
    def place(self) -> tuple[str, str]:
        """What an address depends on besides its own words."""
        return self.root_url, self.method


class _Rule(Rule):
    """One that compiles its way from values back to an address when it is first asked for it."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT002  # as Werkzeug has it
        compiled = cache(super()._compile_builder)

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            return compiled(append_unknown)(rule, **values)

        return build


class App(Flask):
    """One that remembers addresses: a page asks for the same ones again and again."""

    request_class = Request
    url_rule_class = _Rule

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept_address = lru_cache(KEPT, typed=True)(self._address)
        self.session_interface = _SignedCookie()

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        if not has_request_context():
            return super().url_for(endpoint, **values)
        asked: Request = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
        if endpoint.startswith("."):
            endpoint = f"{asked.blueprint}{endpoint}"
        return self._kept_address(asked.place, endpoint, **values)

    def _address(self, _place: tuple[str, str], /, endpoint: str, **values: Any) -> str:
        return super().url_for(endpoint, **values)


class _SignedCookie(SecureCookieSessionInterface):
    """Flask's, whose signer it would make anew at each reading and each writing of the cookie."""

    _signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer


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
