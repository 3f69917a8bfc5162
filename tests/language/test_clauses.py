"""Taking a message with several questions apart, with spaCy's real parse."""

from __future__ import annotations

import re

import pytest

from frontdesk.language import clauses
from frontdesk.language.clauses import MAX_QUESTIONS, MAX_SENTENCES, load_parser, split_clauses, take_apart

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


def questions(text: str) -> list[str]:
    return take_apart(text)[0]


@pytest.mark.parametrize(("message", "parts"), COMPOUND.items())
def test_a_compound_message_is_taken_apart(message: str, parts: list[str]) -> None:
    assert [part.strip() for part in questions(message)] == parts


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
    assert questions(message) == []


def test_what_was_told_first_stays_with_the_question_after_it() -> None:
    parts = questions("I rolled my ankle last year. Can that cause back pain? And do I need a scan?")
    assert parts == ["I rolled my ankle last year. Can that cause back pain?", "And do I need a scan?"]


def test_what_is_told_last_stays_with_the_last_question() -> None:
    parts = questions("Does my back affect my calf? Can I book for Friday? I am free all day.")
    assert parts == ["Does my back affect my calf?", "Can I book for Friday? I am free all day."]


@pytest.mark.parametrize("message", ["", " ", "?", "calf", "why? how? when?", "calf and back", "…!?;\n\n", "😀 😀 😀?"])
def test_a_message_too_short_to_hold_two_questions_stays_whole(message: str) -> None:
    assert questions(message) == []


def test_more_questions_than_can_be_answered_are_left_to_be_asked_again() -> None:
    asked = "why does my calf hurt? why does my back hurt? can i book today? how much is it? where are you based?"
    assert asked.count("?") > MAX_QUESTIONS
    assert questions(asked) == []


def test_a_message_without_anything_that_joins_isnt_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clauses, "load_parser", lambda: pytest.fail("the parser was asked"))
    assert questions("why does my calf hurt when i go for a long run") == []


def test_a_very_long_message_isnt_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clauses, "load_parser", lambda: pytest.fail("the parser was asked"))
    assert questions("Why does my calf hurt? And can I book? " * 40) == []


@pytest.mark.parametrize("message", COMPOUND)
def test_no_word_is_lost_between_the_parts(message: str) -> None:
    assert re.findall(r"[\w']+", " ".join(questions(message))) == re.findall(r"[\w']+", message)


@pytest.mark.parametrize("message", [*COMPOUND, "one, two; three & four + five", "  , ; "])
def test_clauses_keep_every_word_in_order(message: str) -> None:
    parts = split_clauses(load_parser()(message))
    assert re.findall(r"[\w']+", " ".join(parts)) == re.findall(r"[\w']+", message)
    assert all(parts)


def test_the_parser_is_loaded_once() -> None:
    assert load_parser() is load_parser()


def test_the_sentences_of_a_message_are_found_whether_they_ask_or_not() -> None:
    _, sentences = take_apart("What do my glutes do? Also I have lost control of my bladder.\nMy leg went cold today.")
    assert sentences == ["What do my glutes do?", "Also I have lost control of my bladder.", "My leg went cold today."]


@pytest.mark.parametrize("text", ["", "why", "my calf hurts when I run", "My calf hurts. " * 100])
def test_one_sentence_and_endless_ones_arent_taken_apart(text: str) -> None:
    assert take_apart(text)[1] == []


def test_there_is_an_end_to_sentences() -> None:
    assert len(take_apart("My calf really hurts. " * 20)[1]) == MAX_SENTENCES
