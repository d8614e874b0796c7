"""The demo world for these tests too."""

from tests.demo.conftest import demo_app

__all__ = ["demo_app"]
