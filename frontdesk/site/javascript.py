"""Just enough of JavaScript's grammar to see the top level of a module, and to write a value as a literal."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

_WORD = re.compile(r"[\w$]+")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
_REGEX = re.compile(r"/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/\w*")
_TEMPLATE_TEXT = re.compile(r"(?:\\.|\$(?!{)|[^\\`$])*", re.DOTALL)
_CLOSING = {"(": ")", "[": "]", "{": "}", "${": "}"}
# A slash after these begins a regular expression; after other words it divides.
_BEFORE_REGEX = frozenset((
    "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await", "yield",
    "instanceof"))


class NotUnderstood(ValueError):
    """A text that isn't JavaScript as we know it.

    Args:
        at: offset of what isn't understood.
        problem: what is wrong.
    """

    def __init__(self, at: int, problem: str) -> None:
        super().__init__(problem)
        self.at, self.problem = at, problem


@dataclass(frozen=True)
class Outline:
    """A script with parts of it replaced by spaces, so that offsets and lines stay.

    Attributes:
        code: without comments and without what stands in strings, templates and regular expressions.
        top: of that, what stands in no bracket; the outermost brackets themselves stay.
    """

    code: str
    top: str


def outline(source: str) -> Outline:
    """Show the structure of a script.

    Raises:
        NotUnderstood: a literal, a comment or a bracket doesn't end.
    """
    return _Outliner(source).run()


def literal(value: object) -> str:
    """A value as a JavaScript literal that is safe wherever a script can stand, also within HTML."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


class _Outliner:
    def __init__(self, source: str) -> None:
        self._source, self._at = source, 0
        self._code, self._top = list(source), list(source)
        self._open: list[tuple[str, int]] = []  # brackets and their offsets
        self._before = ""  # the last word or sign, by which a slash is known

    def run(self) -> Outline:
        while self._at < len(self._source):
            self._step()
        if self._open:
            sign, at = self._open[-1]
            raise NotUnderstood(at, f"'{sign}' isn't closed")
        return Outline("".join(self._code), "".join(self._top))

    def _step(self) -> None:
        source, at = self._source, self._at
        sign = source[at]
        if found := _COMMENT.match(source, at):
            self._hide(found.end(), self._code, self._top)
        elif source.startswith("/*", at):
            raise NotUnderstood(at, "a comment doesn't end")
        elif found := _WORD.match(source, at):
            self._pass(found.end(), found[0])
        elif found := _STRING.match(source, at) or (self._regex_may_begin() and _REGEX.match(source, at)) or None:
            self._pass(at + 1, sign)
            self._hide(found.end() - 1, self._code, self._top)
            self._pass(found.end(), '"')
        elif sign in "\"'":
            raise NotUnderstood(at, "a string doesn't end on its line")
        elif sign == "`":
            self._pass(at + 1, sign)
            self._template()
        elif sign in _CLOSING:
            self._pass(at + 1, sign)
            self._open.append((sign, at))
        elif sign in _CLOSING.values():
            self._close(sign)
        else:
            self._pass(at + 1, self._before if sign.isspace() else sign)

    def _regex_may_begin(self) -> bool:
        return self._before in _BEFORE_REGEX or not re.match(r"[\w$)\]\"]", self._before)

    def _template(self) -> None:
        """What follows in a template, up to its end or to the next ``${``."""
        start = self._at
        text = _TEMPLATE_TEXT.match(self._source, start)
        assert text is not None
        self._hide(text.end(), self._code, self._top)
        if self._source.startswith("`", self._at):
            self._pass(self._at + 1, '"')
        elif self._source.startswith("${", self._at):
            self._open.append(("${", self._at))
            self._pass(self._at + 2, "{")
        else:
            raise NotUnderstood(start, "a template doesn't end")

    def _close(self, sign: str) -> None:
        if not self._open or _CLOSING[self._open[-1][0]] != sign:
            raise NotUnderstood(self._at, f"'{sign}' closes nothing")
        if self._open[-1][0] == "${":
            self._pass(self._at + 1, sign)
            self._open.pop()
            self._template()
        else:
            self._open.pop()
            self._pass(self._at + 1, sign)

    def _pass(self, end: int, what: str) -> None:
        """Go on to ``end``; what stands in a bracket isn't at the top."""
        if self._open:
            self._hide(end, self._top)
        self._at, self._before = end, what

    def _hide(self, end: int, *texts: list[str]) -> None:
        for text in texts:
            text[self._at : end] = ["\n" if char == "\n" else " " for char in self._source[self._at : end]]
        self._at = end
