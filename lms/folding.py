"""Text in the database as `lms.letters.folded` has it: without capitals and accents.

SQLite asks Python, by a function that `lms.db` gives each connection. PostgreSQL has all it takes;
marks go before capitals do, since a database may know the small form of plain letters only.
"""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_MARKS = r"[\u0300-\u036f]"


class folding(FunctionElement[str]):  # noqa: N801  # reads as the SQL function it stands for
    type = String()
    inherit_cache = True


@compiles(folding, "sqlite")
def _by_python(element: folding, compiler: SQLCompiler, **kw: Any) -> str:
    return f"folded({compiler.process(element.clauses, **kw)})"


@compiles(folding, "postgresql")
def _by_postgresql(element: folding, compiler: SQLCompiler, **kw: Any) -> str:
    text = compiler.process(element.clauses, **kw)
    plain = f"regexp_replace(normalize({text}, NFKD), '{_MARKS}', '', 'g')"
    plain = f"translate({plain}, 'ØøŁłĐđÐðı', 'oollddddi')"
    for letter, spelt in {"Œ": "oe", "œ": "oe", "Æ": "ae", "æ": "ae", "ß": "ss"}.items():
        plain = f"replace({plain}, '{letter}', '{spelt}')"
    return f"lower({plain})"
