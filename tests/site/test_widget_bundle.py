"""Modules joined into one script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.site.widget_bundle import bundle, minified_css

Join = Callable[..., str]
WORDS = {"send": "Send <it> “now”", "you": "You:"}


@pytest.fixture
def join(tmp_path: Path) -> Join:
    """Writes modules and joins them, beginning with ``a.js``."""

    def join_modules(modules: dict[str, str], replaced: dict[str, str] | None = None) -> str:
        for name, text in modules.items():
            path = tmp_path / "widget" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        root = tmp_path / "widget"
        return bundle(root / "a.js", root, {root / name: text for name, text in (replaced or {}).items()}, WORDS)

    return join_modules


def test_modules_become_one_function_in_the_order_of_their_imports(join: Join) -> None:
    script = join({
        "a.js": 'import { b } from "./b.js";\nimport { c } from "./parts/c.js";\nout(b, c, "a");\n',
        "b.js": 'import { c } from "./parts/c.js";\nexport const b = c + "b";\nout("b");\n',
        "parts/c.js": 'import { d } from "../d.js";\nexport const c = d() + "c";\nout("c");\n',
        "d.js": 'export function d() {\n  return "d";\n}\nout("d");\n',
    })
    assert script.startswith("(()=>{")
    assert script.endswith("})()")
    positions = [script.index(f'out("{name}")') for name in "dcb"] + [script.index('"a")')]
    assert positions == sorted(positions)
    assert "import" not in script
    assert "export" not in script
    assert script.count('out("c")') == 1


def test_a_word_stands_in_the_place_of_its_name_in_code_alone(join: Join) -> None:
    script = join({
        "a.js": 'import { words } from "./b.js";\n/* words.send */\n'
                'out(words.send, "words.you", `${words.you} words.send`, other.words.send);\n',
        "b.js": "export const words = null;\n",
    })
    assert script.count("Send <it> “now”") == 1
    assert "other.words.send" in script
    assert '"words.you"' in script
    assert script.count("You:") == 1
    assert "words.send`" in script or "words.send)" in script


def test_a_word_that_there_isnt_is_refused_with_its_place(join: Join) -> None:
    with pytest.raises(FrontdeskError, match=r"a\.js:3: there is no word 'sned'"):
        join({"a.js": 'import { words } from "./b.js";\n\nout(words.sned);\n', "b.js": "export const words = null;\n"})


def test_every_form_that_the_widget_uses(join: Join) -> None:
    script = join({
        "a.js": ('import {\n  one, // the first\n  two,\n} from "./b.js";\n'
                 "import { Three, four, five } from './b.js';\n"
                 "out(one, two, Three, four, five);\n"
                 'load(() => import(new URL("x.js", import.meta.url)));\n'
                 'const anonymous = class {};\nout(anonymous, "export const six = 6");\n'
                 "const { left, right: other } = out;\nconst [first, second] = out;\n"
                 "out(left, other, first, second);\n"),
        "b.js": ("export const one = 1;\nexport let two = 2;\nexport class Three {\n  #x = 3;\n  get x() {\n"
                 "    return this.#x;\n  }\n}\nexport function four() {}\nexport async function five() {}\n"),
    })
    assert "import(new URL(" in script
    assert "import.meta.url" in script
    assert "export const six = 6" in script
    assert script.count("import") == 2


def test_a_module_can_be_replaced_whether_its_there_or_not(join: Join) -> None:
    modules = {"a.js": 'import { x } from "./x.js";\nimport { y } from "./y.js";\nout(x, y);\n',
               "x.js": "export const x = 0;\n"}
    script = join(modules, {"x.js": 'export const x = "new x";', "y.js": 'export const y = "new y";'})
    assert "new x" in script
    assert "new y" in script


def test_names_within_functions_may_repeat(join: Join) -> None:
    join({"a.js": 'import { f } from "./b.js";\nf(() => {\n  const inner = 1;\n  return inner;\n});\n',
          "b.js": "export function f() {\n  const inner = 2;\n  return inner;\n}\n"})


FORMS = r"\. Write import \{ a, b \} from"


@pytest.mark.parametrize(("modules", "message"), [
    ({"a.js": "\nimport b from './b.js';"}, rf"a\.js:2: this form of import isn't used here{FORMS}"),
    ({"a.js": "import * as b from './b.js';"}, r"a\.js:1: this form of import"),
    ({"a.js": "import './b.js';"}, r"a\.js:1: this form of import"),
    ({"a.js": "import { b as c } from './b.js';"}, r"a\.js:1: this form of import"),
    ({"a.js": "import { b } from 'b';"}, r"a\.js:1: this form of import"),
    ({"a.js": "import { b } from 'https://b.example/b.js';"}, r"a\.js:1: this form of import"),
    ({"a.js": "import { b } from './b.js'"}, r"a\.js:1: this form of import"),
    ({"a.js": "const b = 1;\n\nexport { b };"}, r"a\.js:3: this form of export"),
    ({"a.js": "export default 1;"}, r"a\.js:1: this form of export"),
    ({"a.js": "export * from './b.js';"}, r"a\.js:1: this form of export"),
    ({"a.js": "export var b = 1;"}, r"a\.js:1: this form of export"),
    ({"a.js": "out();\nimport { b } from './none.js';"}, r"a\.js:2: .*none\.js can't be read .*Restore it"),
    ({"a.js": "import { b } from '../../b.js';"}, r"a\.js:1: .*b\.js is outside of .*widget\."),
    ({"a.js": "import { b } from './b.js';", "b.js": "import { c } from './c.js';\nexport const b = 1;",
      "c.js": "\nimport { b } from './b.js';\nexport const c = 1;"},
     r"c\.js:2: modules import each other in a circle \(b\.js → c\.js → b\.js\)"),
    ({"a.js": "import { a } from './a.js';"}, r"a\.js:1: modules import each other in a circle"),
    ({"a.js": "import { b, c } from './b.js';", "b.js": "export const b = 1;\nconst c = 2;"},
     r"a\.js:1: b\.js exports no 'c'"),
    ({"a.js": "import { b } from './b.js';\nconst same = 1;", "b.js": "export const b = 1,\n  same = 2;"},
     r"a\.js:2: 'same' is declared at .*b\.js:2 as well"),
    ({"a.js": "import { b } from './b.js';\nfunction b() {}", "b.js": "export const b = 1;"},
     r"a\.js:2: 'b' is declared at .*b\.js:1 as well"),
    ({"a.js": "import { b } from './b.js';\nconst { same } = b;", "b.js": "export const b = 1;\nclass same {}"},
     r"a\.js:2: 'same' is declared at .*b\.js:2 as well"),
    ({"a.js": "let a = 1;\nlet a = 2;"}, r"a\.js:2: 'a' is declared on line 1 as well"),
    ({"a.js": "out();\nconst { a = 1 } = out;"}, r"a\.js:2: the names that this declares aren't seen"),
    ({"a.js": "const { a: { b } } = out;"}, r"a\.js:1: the names that this declares aren't seen"),
    ({"a.js": "const a = (1;\n"}, r"a\.js:1: '\(' isn't closed\. Mend"),
    ({"a.js": "out('a\n');"}, r"a\.js:1: a string doesn't end"),
    ({"a.js": "import { b } from './b.js';\nout(b);", "b.js": "export const b = 1;\nout(1 2);\n"},
     r"b\.js:2: this isn't valid JavaScript \(.+\)"),
    ({"b.js": ""}, r"a\.js: .*a\.js can't be read"),
])
def test_whatever_else_is_refused_with_its_place(join: Join, modules: dict[str, str], message: str) -> None:
    with pytest.raises(FrontdeskError, match=message):
        join(modules)


def test_a_module_that_isnt_text_is_refused(join: Join, tmp_path: Path) -> None:
    (tmp_path / "widget").mkdir()
    (tmp_path / "widget" / "b.js").write_bytes(b"\xff")
    with pytest.raises(FrontdeskError, match=r"b\.js: the text isn't UTF-8"):
        join({"a.js": 'import { b } from "./b.js";'})


def test_a_style_sheet_is_minified(tmp_path: Path) -> None:
    path = tmp_path / "a.css"
    path.write_text("/* why */\np {\n  color: #ff0000;\n  width: min(26em, 100% - 2em);\n}\n", encoding="utf-8")
    assert minified_css(path) == "p{color:red;width:min(26em,100% - 2em)}"
    with pytest.raises(FrontdeskError, match=r"none\.css can't be read"):
        minified_css(tmp_path / "none.css")
