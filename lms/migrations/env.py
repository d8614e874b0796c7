"""How Alembic reaches the database: the connection comes from `lms.schema`."""

from typing import Literal

from alembic import context

from lms import schema
from lms.db import Model, UTCDateTime


def render_item(kind: str, thing: object, autogen_context: object) -> str | Literal[False]:
    """Migrations import nothing of the program: its types are written as the plain ones."""
    del autogen_context
    if kind == "type" and isinstance(thing, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Model.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    include_name=schema.described,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
