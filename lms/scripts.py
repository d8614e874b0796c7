"""Script modules joined: one file for every page, one more for people who are signed in.

On a link with 400 ms a request costs more than its bytes, so a page asks for two scripts and not
for fifteen. Each module keeps a scope of its own: it becomes a constant that holds what it exports,
after the modules that it imports. It may say `import … from` and `import()`, of modules of its own
bundle by relative path, and `export` before a declaration (docs/decisions/004).
"""

import re
from posixpath import dirname, join, normpath

from rjsmin import jsmin

STATIC = re.compile(r'^import (?:(\{[^}]+\}) from )?"(\.[^"]+)";\n', re.MULTILINE)
DYNAMIC = re.compile(r'\bimport\("(\.[^"]+)"\)')
EXPORTED = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)


def joined(sources: dict[str, bytes], entry: str) -> bytes:
    """`sources` are by path, such as js/lib/kept.js; the entry runs last."""
    names: list[str] = []
    _gather(sources, entry, names)
    parts = [_wrapped(name, sources[name].decode()) for name in names]
    script: str = jsmin("\n".join(parts))
    return script.encode()


def _gather(sources: dict[str, bytes], name: str, found: list[str]) -> None:
    """What a module imports at once stands before it, what it asks for later somewhere."""
    text = sources[name].decode()
    for _names, path in STATIC.findall(text):
        _add(sources, _beside(name, path), found)
    found.append(name)
    for path in DYNAMIC.findall(text):
        _add(sources, _beside(name, path), found)


def _add(sources: dict[str, bytes], name: str, found: list[str]) -> None:
    if name not in found:
        _gather(sources, name, found)


def _beside(name: str, path: str) -> str:
    return normpath(join(dirname(name), path))


def _wrapped(name: str, text: str) -> str:
    exported = ", ".join(found[1] for found in EXPORTED.findall(text))
    text = STATIC.sub(lambda found: _taken(name, found[1], found[2]), text)
    text = DYNAMIC.sub(lambda found: f"Promise.resolve({_constant(name, found[1])})", text)
    text = EXPORTED.sub(r"\1 \2", text)
    return f"const {_constant(name)} = (() => {{\n{text}\nreturn {{ {exported} }};\n}})();"


def _taken(name: str, names: str | None, path: str) -> str:
    return f"const {names} = {_constant(name, path)};\n" if names else ""


def _constant(name: str, path: str = "") -> str:
    """Such as js_lib_kept, for a module or what one imports by this path."""
    return re.sub(r"\W", "_", (_beside(name, path) if path else name).removesuffix(".js"))
