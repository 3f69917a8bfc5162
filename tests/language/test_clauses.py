"""Taking a message with several questions apart, with spaCy's real parse."""

from __future__ import annotations

import re

import pytest

from frontdesk.language import clauses
from frontdesk.language.clauses import MAX_QUESTIONS, questions_in, split_clauses
from frontdesk.language.english import load_english

COMPOUND = {
    "is my calf linked to my back and when should i get it looked at": [
        "is my calf linked to my back", "and when should i get it looked at"],
    "does walking make my back worse?? and how much do u charge": [
        "does walking make my back worse??", "and how much do u charge"],
    "Could lazy glutes be causing my achilles trouble? also where abouts are you": [
        "Could lazy glutes be causing my achilles trouble?", "also where abouts are you"],
    "What do the glutes do, and what happens if they're not working right?": [
        "What do the glutes do", "and what happens if they're not working right?"],
    "Do you open on Saturdays, how much is a visit, and can I park outside?": [
        "Do you open on Saturdays", "how much is a visit", "and can I park outside?"],
    "why do I lean to one side and how much is a visit": ["why do I lean to one side", "and how much is a visit"],
    "what do my glutes do & where are you based": ["what do my glutes do", "where are you based"],
    "does stretching work or should i see someone": ["does stretching work", "or should i see someone"],
    "does my back affect my calf\ncan I book for Friday": ["does my back affect my calf", "can I book for Friday"],
}


@pytest.mark.parametrize(("message", "parts"), COMPOUND.items())
def test_a_compound_message_is_taken_apart(message: str, parts: list[str]) -> None:
    assert [part.strip() for part in questions_in(message)] == parts


@pytest.mark.parametrize(
    "message",
    [
        "Is my calf related to my back pain?",
        "why do my calf and my back hurt when I walk and run",
        "can a bad ankle or a dodgy knee give you back pain",
        "does sitting too long or working from home play a part",
        "My back went in March and ever since then it's my calf that hurts.",
        "Why doesn't stretching, foam rolling or a massage gun last?",
        "What happens to my core and stabilising muscles when my lower back is unstable?",
        "hi, is my calf related to my back",
        "Hello! Thanks. Why do my hamstrings get tight?",
        "I sit all day, I drive home, I walk the dog. Why does my back hurt?",
        "My calf goes every time I run. What is going on?",
    ],
)
def test_a_single_question_stays_whole(message: str) -> None:
    assert questions_in(message) == []


def test_what_was_told_first_stays_with_the_question_after_it() -> None:
    parts = questions_in("I rolled my ankle last year. Can that cause back pain? And do I need a scan?")
    assert parts == ["I rolled my ankle last year. Can that cause back pain?", "And do I need a scan?"]


def test_what_is_told_last_stays_with_the_last_question() -> None:
    parts = questions_in("Does my back affect my calf? Can I book for Friday? I am free all day.")
    assert parts == ["Does my back affect my calf?", "Can I book for Friday? I am free all day."]


@pytest.mark.parametrize("message", ["", " ", "?", "calf", "why? how? when?", "calf and back", "…!?;\n\n", "😀 😀 😀?"])
def test_a_message_too_short_to_hold_two_questions_stays_whole(message: str) -> None:
    assert questions_in(message) == []


def test_more_questions_than_can_be_answered_are_left_to_be_asked_again() -> None:
    asked = "why does my calf hurt? why does my back hurt? can i book today? how much is it? where are you based?"
    assert asked.count("?") > MAX_QUESTIONS
    assert questions_in(asked) == []


@pytest.mark.parametrize(
    "message",
    [
        "why does my calf hurt when i go for a long run",
        "my calf and my back hurt when i walk",
        "It hurts. Why is that?",
        "calf, back, hip, knee, heel, neck",
        "Why does my calf hurt? And can I book? " * 40,
    ],
    ids=["nothing joins", "what is joined asks nothing", "too short for two", "no asking word", "too long"],
)
def test_a_message_in_which_no_second_question_could_hide_isnt_parsed(
    monkeypatch: pytest.MonkeyPatch, message: str
) -> None:
    monkeypatch.setattr(clauses, "load_english", lambda: pytest.fail("the parser was asked"))
    assert questions_in(message) == []


def test_a_message_in_which_one_could_is_parsed_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    monkeypatch.setattr(clauses, "load_english", lambda: lambda line: lines.append(line) or load_english()(line))
    assert questions_in("My calf hurts. It began on Sunday\nwhat is it?") == []
    assert lines == ["My calf hurts. It began on Sunday", "what is it?"]


@pytest.mark.parametrize("message", COMPOUND)
def test_no_word_is_lost_between_the_parts(message: str) -> None:
    assert re.findall(r"[\w']+", " ".join(questions_in(message))) == re.findall(r"[\w']+", message)


@pytest.mark.parametrize("message", [*COMPOUND, "one, two; three & four + five", "  , ; "])
def test_clauses_keep_every_word_in_order(message: str) -> None:
    parts = split_clauses(load_english()(message))
    assert re.findall(r"[\w']+", " ".join(parts)) == re.findall(r"[\w']+", message)
    assert all(parts)


def test_the_parser_is_loaded_once() -> None:
    assert load_english() is load_english()
