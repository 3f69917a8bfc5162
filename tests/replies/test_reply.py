"""A reply as data and as text."""

from __future__ import annotations

import json

from frontdesk.replies.reply import BOOK, PERSON, Button, Quote, Reply

QUOTE = Quote("The calf is tight.", "calf", "Calves", "/articles/calf#:~:text=The")


def test_a_reply_is_the_chat_apis_json() -> None:
    reply = Reply("answer", "Our article:", (QUOTE,), (Button("More?", "more"),))
    assert json.loads(json.dumps(reply.as_dict())) == {
        "kind": "answer", "text": "Our article:",
        "quotes": [{"text": "The calf is tight.", "article": "calf", "title": "Calves",
                    "url": "/articles/calf#:~:text=The"}],
        "buttons": [{"title": "More?", "message": "more"}],
    }


def test_a_reply_without_quotes_and_buttons_has_empty_lists() -> None:
    data = Reply("contact", "Call us.").as_dict()
    assert data == {"kind": "contact", "text": "Call us.", "quotes": [], "buttons": []}


def test_a_reply_as_text_shows_each_quote_with_its_link() -> None:
    text = Reply("answer", "Our article:", (QUOTE, QUOTE)).as_text()
    assert text.startswith("Our article:\n")
    assert text.count("“The calf is tight.”\n  /articles/calf#:~:text=The") == 2


def test_the_two_ways_on_say_what_a_visitor_would() -> None:
    assert {BOOK.message, PERSON.message} == {
        "I would like to book a consultation", "I would like to talk to a person"}
