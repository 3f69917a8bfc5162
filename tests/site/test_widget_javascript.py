"""The structure of a script, and values in one."""

from __future__ import annotations

import json

import pytest

from frontdesk.site.javascript import NotUnderstood, literal, outline


@pytest.mark.parametrize(("source", "top"), [
    ("const a = 1;", "const a = 1;"),
    ("const a = f(b, [c]);", "const a = f( );"),
    ("a; // const b;\nc;", "a; c;"),
    ("a; /* const\nb; */ c;", "a; c;"),
    ("a = 'const b'; c;", "a = ' '; c;"),
    (r"""a = "it\"s}"; b;""", 'a = " "; b;'),
    ("a = `x${b ? `{${c}` : '}'}y`; d;", "a = ` `; d;"),
    ("a = `\\`${b}$`; c;", "a = ` `; c;"),
    ("a = /[/\"]{2}/g; b;", "a = / g; b;"),
    ("a = b / c; d = e / f;", "a = b / c; d = e / f;"),
    ("a = (b) / c; d = \"/\";", "a = ( ) / c; d = \" \";"),
    ("a = `b` / 2; c;", "a = ` ` / 2; c;"),
    ("return /'/;", "return / /;"),
    ("f({ a: '(' }, () => { const b = 1; });", "f( );"),
    ("class A { #b = \"}\"; }", "class A { }"),
])
def test_what_is_nested_or_quoted_is_blank(source: str, top: str) -> None:
    shown = outline(source).top
    assert [len(line) for line in shown.split("\n")] == [len(line) for line in source.split("\n")]
    assert " ".join(shown.split()) == top


def test_code_keeps_what_is_nested() -> None:
    assert outline("import { a, /* b */ c } from 'x';").code == "import { a,         c } from ' ';"


@pytest.mark.parametrize(("source", "at", "problem"), [
    ("a = 'b\n';", 4, "a string doesn't end on its line"),
    ("a /* b", 2, "a comment doesn't end"),
    ("a = `b", 5, "a template doesn't end"),
    ("a = `b${c", 6, "'${' isn't closed"),
    ("a = (b;\n", 4, "'(' isn't closed"),
    ("a = b);", 5, "')' closes nothing"),
    ("a = (b];", 6, "']' closes nothing"),
])
def test_what_doesnt_end_is_told_with_its_place(source: str, at: int, problem: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        outline(source)
    assert (caught.value.at, caught.value.problem) == (at, problem)


def test_a_literal_is_safe_within_html_and_says_the_same() -> None:
    value = {"a": "</script><!--\u2028\u2029", "ü": [1, None, True, "\"'`${x}\\"]}
    text = literal(value)
    assert not set("<\u2028\u2029") & set(text)
    assert json.loads(text) == value
