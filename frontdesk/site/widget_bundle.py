"""Joins the widget's ES modules into one small script.

The modules keep to a part of the language that needs no bundler: ``import { a, b } from "./x.js";``, ``export`` before
a declaration, and top-level names that are unique over all modules. Joined, they need neither.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import minify

from frontdesk.errors import FrontdeskError
from frontdesk.site.javascript import NotUnderstood, Outline, literal, outline

_NAME = r"[A-Za-z_$][\w$]*"
_KEYWORD = re.compile(r"(?<![\w$.])(?:import|export|const|let|var|async\s+function|function|class)(?![\w$])")
_IMPORT = re.compile(r"import\s*{\s*}\s*from\s*([\"'])\s*\1\s*;")
_IMPORT_EXPRESSION = re.compile(r"import\s*[(.]")
_IMPORTED_NAMES = re.compile(rf"\s*{_NAME}\s*(?:,\s*{_NAME}\s*)*,?\s*")
_EXPORT = re.compile(r"export\s+(?=(?:const|let|async\s+function|function|class)\s)")
_DECLARED = re.compile(rf"[\s*]*({_NAME})")
# { a, b: c } and [a, b], without defaults and further brackets.
_TAKEN_APART = re.compile(r"\s*[{\[]([\w$\s,:]*)[}\]]")
_BOUND = re.compile(rf"({_NAME})\s*(?:,|$)")
_WORD = re.compile(r"(?<![\w$.])words\.(\w+)")
_OPERATORS = "=(,:?&|[!~^%<>+-*/"
_MINIFY_ERROR = re.compile(r"(.*) on line (\d+) and column \d+")
_FORMS = 'Write import { a, b } from "./x.js"; or export before const, let, function, async function or class'


@dataclass(frozen=True)
class _Import:
    names: tuple[str, ...]
    path: Path
    line: int


@dataclass(frozen=True)
class _Module:
    path: Path
    text: str  # without import and export, every line where it was
    imports: tuple[_Import, ...]
    declared: dict[str, int]  # line by name
    exported: frozenset[str]


def bundle(entry: Path, root: Path, replaced: Mapping[Path, str], words: Mapping[str, str]) -> str:
    """Join a module and all it imports into one function that runs at once, minified.

    Args:
        entry: the module to begin with.
        root: the folder that all modules must be in.
        replaced: text of modules that is made instead of read.
        words: what is written for each ``words.<key>``. The texts alone are a third smaller than with their keys.

    Raises:
        FrontdeskError: a module is missing or isn't as it must be, with file and line.
    """
    modules = _in_order(entry, root, replaced, words)
    _check_names(modules)
    lines, places = ["(() => {"], [f"{entry}:1"]
    for module in modules:
        for number, line in enumerate(module.text.split("\n"), start=1):
            lines.append(line)
            places.append(f"{module.path}:{number}")
    try:
        return str(minify.string("application/javascript", "\n".join([*lines, "})();"])))
    except minify.MinifyError as error:
        found = _MINIFY_ERROR.match(str(error))
        problem, place = (found[1], places[min(int(found[2]), len(places)) - 1]) if found else (str(error), entry)
        raise FrontdeskError(f"{place}: this isn't valid JavaScript ({problem}). Mend the widget's file.") from None


def minified_css(path: Path) -> str:
    """The text of a style sheet, minified.

    Raises:
        FrontdeskError: it is missing.
    """
    return str(minify.string("text/css", _read(path, str(path))))


def _in_order(entry: Path, root: Path, replaced: Mapping[Path, str], words: Mapping[str, str]) -> list[_Module]:
    """Every module after those that it imports."""
    done: dict[Path, _Module] = {}
    under_way: list[Path] = []

    def visit(path: Path, where: str) -> None:
        if path in done:
            return
        if path in under_way:
            circle = " → ".join(part.name for part in (*under_way[under_way.index(path) :], path))
            raise FrontdeskError(f"{where}: modules import each other in a circle ({circle}). Break it.")
        if root not in path.parents:
            raise FrontdeskError(f"{where}: {path} is outside of {root}. Import the widget's own modules alone.")
        under_way.append(path)
        module = _parse(path, replaced[path] if path in replaced else _with_words(path, _read(path, where), words))
        for imported in module.imports:
            place = f"{path}:{imported.line}"
            visit(imported.path, place)
            for name in imported.names:
                if name not in done[imported.path].exported:
                    raise FrontdeskError(f"{place}: {imported.path.name} exports no '{name}'. "
                                         "Export it there, or import another name.")
        under_way.pop()
        done[path] = module

    visit(entry, str(entry))
    return list(done.values())


def _with_words(path: Path, source: str, words: Mapping[str, str]) -> str:
    """A module with the widget's words in the places of their names."""
    try:
        code = outline(source).code
    except NotUnderstood:
        return source  # parsing it says what is wrong
    parts, end = [], 0
    for found in _WORD.finditer(code):
        if found[1] not in words:
            raise FrontdeskError(f"{path}:{source.count(chr(10), 0, found.start()) + 1}: there is no word "
                                 f"'{found[1]}'. Add it to words.json.")
        parts += [source[end:found.start()], literal(words[found[1]])]
        end = found.end()
    return "".join([*parts, source[end:]])


def _check_names(modules: list[_Module]) -> None:
    places: dict[str, str] = {}
    for module in modules:
        for name, line in module.declared.items():
            place = f"{module.path}:{line}"
            if name in places:
                raise FrontdeskError(f"{place}: '{name}' is declared at {places[name]} as well. "
                                     "Rename one of them; all modules become one script.")
            places[name] = place


def _read(path: Path, where: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise FrontdeskError(f"{path}: the text isn't UTF-8. Save the file as UTF-8.") from None
    except OSError as error:
        raise FrontdeskError(f"{where}: {path} can't be read ({error.strerror}). "
                             "Restore it, for example from git.") from None


def _parse(path: Path, source: str) -> _Module:
    def line(at: int) -> int:
        return source.count("\n", 0, at) + 1

    def fault(at: int, problem: str, remedy: str) -> FrontdeskError:
        return FrontdeskError(f"{path}:{line(at)}: {problem}. {remedy}.")

    try:
        seen = outline(source)
    except NotUnderstood as error:
        raise fault(error.at, error.problem, "Mend the widget's file") from None
    text = list(source)
    imports: list[_Import] = []
    declared: dict[str, int] = {}
    exported: set[str] = set()
    exporting = False
    for found in _KEYWORD.finditer(seen.top):
        at, keyword = found.start(), found[0].split()[-1]
        if not exporting and not _begins_statement(seen.top, at):
            continue
        if keyword == "import":
            statement = _import(path, seen, source, at)
            if statement is None and not _IMPORT_EXPRESSION.match(seen.top, at):
                raise fault(at, "this form of import isn't used here", _FORMS)
            if statement is not None:
                names, target, end = statement
                imports.append(_Import(names, target, line(at)))
                _blank(text, at, end)
        elif keyword == "export":
            export = _EXPORT.match(seen.top, at)
            if export is None:
                raise fault(at, "this form of export isn't used here", _FORMS)
            _blank(text, at, export.end())
            exporting = True
        else:
            for name, offset in _declared(seen, found.end(), keyword):
                if not name:
                    raise fault(at, "the names that this declares aren't seen", "Declare them one by one")
                if name in declared:
                    raise fault(offset, f"'{name}' is declared on line {declared[name]} as well", "Rename one of them")
                declared[name] = line(offset)
                exported.update([name] if exporting else [])
            exporting = False
    return _Module(path, "".join(text), tuple(imports), declared, frozenset(exported))


def _begins_statement(top: str, at: int) -> bool:
    """Whether a keyword begins a statement; it doesn't in ``a = class {}``."""
    before = top[:at].rstrip()
    if not before or before[-1] in ";})":
        return True
    return "\n" in top[len(before) : at] and before[-1] not in _OPERATORS


def _import(path: Path, seen: Outline, source: str, at: int) -> tuple[tuple[str, ...], Path, int] | None:
    """The names, the module and the end of the import statement at ``at``; ``None`` if it has another form."""
    found = _IMPORT.match(seen.top, at)
    if not found:
        return None
    names = seen.code[at : found.end()].partition("{")[2].partition("}")[0]
    target = source[found.start(1) + 1 : found.end()].rpartition(found[1])[0]
    if not _IMPORTED_NAMES.fullmatch(names) or not target.startswith(("./", "../")):
        return None
    return tuple(re.findall(_NAME, names)), Path(os.path.normpath(path.parent / target)), found.end()


def _declared(seen: Outline, after: int, keyword: str) -> Iterator[tuple[str, int]]:
    """The names that a declaration introduces with their offsets; an empty one where there may be more.

    Args:
        seen: the module.
        after: offset of the end of the declaration's keyword.
        keyword: ``function``, ``class``, ``const``, ``let`` or ``var``; the last three may declare several names.
    """
    starts = [after]
    if keyword in ("const", "let", "var"):
        statement = seen.top[after:].partition(";")[0]
        starts += [after + comma.end() for comma in re.finditer(",", statement)]
    for start in starts:
        plain = _DECLARED.match(seen.top, start)
        apart = _TAKEN_APART.match(seen.code, start)
        if plain:
            yield plain[1], plain.end()
        elif apart:
            yield from ((name[1], apart.start(1) + name.start()) for name in _BOUND.finditer(apart[1]))
        else:
            yield "", start


def _blank(text: list[str], start: int, end: int) -> None:
    text[start:end] = ["\n" if char == "\n" else " " for char in text[start:end]]
