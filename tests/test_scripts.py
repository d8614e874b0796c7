"""Modules joined to one script: each once, in a scope of its own, after those that it needs."""

from lms.scripts import joined

SOURCES = {
    "js/page.js": b'import "./shout.js";\n'
    b'import { greeting, Loud } from "./lib/words.js";\n'
    b"new Loud().say(greeting);\n",
    "js/shout.js": b'import { greeting } from "./lib/words.js";\n'
    b'const other = import("./late.js");\n',
    "js/late.js": b'import { shout } from "./shout.js";\nexport const last = 1;\n',
    "js/lib/words.js": b'export const greeting = "hello";\n'
    b"export async function wait() {}\nexport class Loud {}\n",
    "js/apart.js": b"neverAskedFor();\n",
}


def test_a_module_stands_once_and_after_what_it_imports() -> None:
    order = ["js_lib_words=", "js_shout=", "js_late=", "js_page="]
    script = joined(SOURCES, "js/page.js").decode()
    assert sorted(order, key=script.index) == order
    assert [script.count(name) for name in order] == [1, 1, 1, 1]


def test_a_module_gives_what_it_exports_and_takes_what_it_imports() -> None:
    script = joined(SOURCES, "js/page.js").decode()
    assert "return{greeting,wait,Loud};})();" in script
    assert "const{greeting,Loud}=js_lib_words;" in script
    assert "const other=Promise.resolve(js_late);" in script
    assert "import" not in script
    assert "export" not in script


def test_what_nobody_imports_is_left_out() -> None:
    assert b"neverAskedFor" not in joined(SOURCES, "js/page.js")
