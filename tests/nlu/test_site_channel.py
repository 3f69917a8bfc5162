"""What the site hands over beside a message, and that each message is processed once."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from frontdesk.language.encoder import Vectors, load_encoder
from frontdesk.language.handed_vectors import handed_vectors, pack
from frontdesk.nlu.message_keys import QUESTIONS, READING_VECTORS, UNDERSTOOD
from frontdesk.nlu.overheard import overhear, overhearing
from frontdesk.nlu.sentence_featurizer import SentenceFeaturizer
from frontdesk.nlu.site_channel import SiteChannel
from frontdesk.nlu.tracker_store import ConversationStore

QUESTION, OTHER = "is my calf related to my back?", "and what do my glutes do?"
DIMENSION = 384


class CountingEncoder:
    """The real one, and what it was asked."""

    dimension = DIMENSION

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> Vectors:
        self.asked += texts
        return load_encoder().encode(texts)


@pytest.fixture
def encoder() -> CountingEncoder:
    handed_vectors.cache_clear()
    return CountingEncoder()


def received(body: dict[str, Any]) -> Any:
    """The metadata that Rasa gets of a request."""
    return SiteChannel().get_metadata(SimpleNamespace(json={"sender": "a", "message": QUESTION, **body}))


def featurized(encoder: CountingEncoder, *questions: str) -> Vectors:
    message = Message({TEXT: QUESTION, QUESTIONS: list(questions)})
    (done,) = SentenceFeaturizer("featurizer", encoder).process([message])  # type: ignore[arg-type]
    vectors: Vectors = done.get(READING_VECTORS)
    return vectors


def test_it_is_rasas_rest_channel_under_the_same_name() -> None:
    assert issubclass(SiteChannel, RestInput)
    assert SiteChannel.name() == "rest"


def test_a_handed_vector_is_used_once_and_is_the_same(encoder: CountingEncoder) -> None:
    received({"vectors": pack({QUESTION: load_encoder().encode([QUESTION])[0]})})
    first = featurized(encoder)
    assert encoder.asked == []
    np.testing.assert_array_equal(first, featurized(encoder))
    assert encoder.asked == [QUESTION]


def test_only_what_was_not_handed_is_encoded(encoder: CountingEncoder) -> None:
    received({"vectors": pack({QUESTION: load_encoder().encode([QUESTION])[0]})})
    vectors = featurized(encoder, OTHER, OTHER)
    assert encoder.asked == [OTHER]
    np.testing.assert_array_equal(vectors, load_encoder().encode([QUESTION, OTHER, OTHER]))


@pytest.mark.parametrize("body", [{}, {"vectors": None}, {"vectors": {}}, {"vectors": "x"}, {"vectors": [1]}])
def test_without_vectors_everything_is_encoded(encoder: CountingEncoder, body: dict[str, Any]) -> None:
    received(body)
    assert featurized(encoder).shape == (1, DIMENSION)
    assert encoder.asked == [QUESTION]


@pytest.mark.parametrize("metadata", [None, {}, {"red_flags_checked": True}])
def test_the_metadata_is_as_sent_and_holds_no_vectors(encoder: CountingEncoder, metadata: object) -> None:
    vectors = pack({QUESTION: np.ones(DIMENSION, dtype=np.float32)})
    assert received({"metadata": metadata, "vectors": vectors}) == metadata


# ---- each message once


class Rasa:
    """What stands behind the channel: it processes every message that it gets, and saves the conversation."""

    def __init__(self, store: ConversationStore) -> None:
        self.store = store
        self.processed: list[str] = []
        self.understood: dict[str, Any] | None = None
        self.go_on: Callable[[], Awaitable[None]] = self.at_once
        self.channel = SiteChannel()

    @staticmethod
    async def at_once() -> None:
        """Take no time."""

    def restart(self) -> None:
        """A new process has the same database and no memory."""
        self.channel = SiteChannel()

    async def handle(self, message: UserMessage) -> None:
        """As the agent does it."""
        await self.go_on()
        self.processed.append(message.text)
        if self.understood is not None:
            # As the pipeline does it: the relevance gate tells of the message, and what comes after it may change it.
            parsed = Message({TEXT: message.text, UNDERSTOOD: {"label": "faq/x", "decision": "answer"}})
            overhear(parsed)
            parsed.set(UNDERSTOOD, self.understood)
        tracker = await self.store.get_or_create_tracker(message.sender_id)
        tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered(message.text, {"name": "faq", "confidence": 0.9}, metadata=message.metadata))
        for text in (f"reply {len(self.processed)}", "and this") if message.text != "hopeless" else ():
            said = BotUttered(text, {"custom": {"kind": "answer", "text": text}})
            await message.output_channel.send_response(message.sender_id, said.message())
            tracker.update(said)
        await self.store.save(tracker)

    async def say(
        self, text: str, message_id: object = None, sender: str = "visitor", metadata: Any = ...
    ) -> list[dict[str, Any]]:
        """The channel's answer to one request."""
        collector = CollectingOutputChannel()
        handed = {"message_id": message_id} if metadata is ... else metadata
        await self.channel.once(self.handle)(UserMessage(text, collector, sender, metadata=handed))
        return list(collector.messages)


@pytest.fixture
def rasa(store: ConversationStore, database: Path, monkeypatch: pytest.MonkeyPatch) -> Rasa:
    monkeypatch.setenv("FRONTDESK_DATABASE", str(database))
    return Rasa(store)


async def test_a_message_sent_again_gets_the_same_and_is_not_processed(rasa: Rasa) -> None:
    first = await rasa.say("hello", "id-1")
    assert [sorted(message) for message in first] == [["recipient_id", "text"], ["custom", "recipient_id"]] * 2
    assert await rasa.say("hello", "id-1") == first
    assert rasa.processed == ["hello"]


async def test_also_after_a_restart(rasa: Rasa) -> None:
    first = await rasa.say("hello", "id-1")
    rasa.restart()
    assert await rasa.say("hello", "id-1") == first
    assert rasa.processed == ["hello"]


async def test_also_while_the_first_is_being_processed(rasa: Rasa) -> None:
    go_on = asyncio.Event()

    async def wait() -> None:
        await go_on.wait()

    rasa.go_on = wait
    answers = [asyncio.create_task(rasa.say("hello", "id-1")) for _ in range(3)]
    await asyncio.sleep(0.01)
    go_on.set()
    first, *others = await asyncio.gather(*answers)
    assert first
    assert others == [first, first]
    assert rasa.processed == ["hello"]


async def test_what_was_begun_is_finished_when_the_site_is_gone(rasa: Rasa) -> None:
    go_on = asyncio.Event()
    rasa.go_on = go_on.wait
    request = asyncio.create_task(rasa.say("hello", "id-1"))
    await asyncio.sleep(0.01)
    request.cancel()
    with pytest.raises(asyncio.CancelledError):
        await request
    again = asyncio.create_task(rasa.say("hello", "id-1"))
    await asyncio.sleep(0.01)
    go_on.set()
    assert [message.get("text") for message in await again if "text" in message] == ["reply 1", "and this"]
    assert rasa.processed == ["hello"]


async def test_one_that_got_no_reply_is_processed_again(rasa: Rasa) -> None:
    for _ in range(2):
        assert await rasa.say("hopeless", "id-1") == []
    assert rasa.processed == ["hopeless"] * 2


async def test_so_is_one_whose_conversation_couldnt_be_saved(rasa: Rasa, database: Path, caplog) -> None:
    await rasa.say("hello", "id-1")
    connection = sqlite3.connect(database)
    connection.execute("DROP TABLE last_turns")
    connection.close()
    for number in (2, 3):
        assert (await rasa.say("sciatica", "id-2"))[0]["text"] == f"reply {number}"
    assert "The last turns could not be read (OperationalError)." in caplog.text
    assert "A conversation could not be saved (OperationalError)." in caplog.text
    for private in ("sciatica", "visitor"):
        assert private not in caplog.text


async def test_messages_of_two_pages_can_both_be_sent_again(rasa: Rasa) -> None:
    first, second = await rasa.say("one", "id-1"), await rasa.say("two", "id-2")
    assert await rasa.say("one", "id-1") == first
    assert await rasa.say("two", "id-2") == second
    assert rasa.processed == ["one", "two"]


async def test_other_messages_and_conversations_are_processed(rasa: Rasa) -> None:
    await rasa.say("hello", "id-1")
    await rasa.say("hello", "id-2")
    await rasa.say("hello", "id-1", sender="another")
    assert len(rasa.processed) == 3


@pytest.mark.parametrize("metadata", [None, {}, {"message_id": None}, {"message_id": 5}, {"red_flags_checked": True}])
async def test_without_an_id_every_message_is_processed(rasa: Rasa, metadata: Any) -> None:
    for _ in range(2):
        assert await rasa.say("hello", metadata=metadata)
    assert rasa.processed == ["hello", "hello"]


async def test_rasas_server_asks_it_first(rasa: Rasa, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[Any] = []
    monkeypatch.setattr(RestInput, "blueprint", lambda _self, on_new_message: handed.append(on_new_message))
    rasa.channel.blueprint(rasa.handle)
    for _ in range(2):
        await handed[0](UserMessage("hello", CollectingOutputChannel(), "visitor", metadata={"message_id": "id-1"}))
    assert rasa.processed == ["hello"]


async def test_no_conversation_leaves_a_lock_behind(rasa: Rasa) -> None:
    await asyncio.gather(*(rasa.say("hello", "id-1", sender=str(number % 3)) for number in range(9)))
    assert len(rasa.channel._locks) == 0


# ---- what was understood


async def test_what_was_understood_is_handed_back_beside_the_replies(rasa: Rasa) -> None:
    rasa.understood = {"label": "book", "decision": "intent"}
    *replies, last = await rasa.say("hello")
    assert last == {"understood": {"label": "book", "decision": "intent"}}
    assert [sorted(message) for message in replies] == [["recipient_id", "text"], ["custom", "recipient_id"]] * 2


async def test_of_a_message_sent_again_only_the_replies_are_kept(rasa: Rasa) -> None:
    rasa.understood = {"label": "faq/x", "decision": "answer"}
    first = await rasa.say("hello", "id-1")
    assert await rasa.say("hello", "id-1") == first[:-1]
    assert "understood" not in str(await rasa.say("hello", "id-1"))


async def test_each_message_has_its_own(rasa: Rasa) -> None:
    going = asyncio.Event()
    rasa.go_on = going.wait

    async def ask(number: int) -> list[dict[str, Any]]:
        with overhearing():  # of another task, which hears nothing of this one
            return await rasa.say("hello", f"id-{number}", sender=f"{number}")

    asked = [asyncio.create_task(ask(number)) for number in range(3)]
    await asyncio.sleep(0.01)
    rasa.understood = {"label": "faq/x"}
    going.set()
    for answer in await asyncio.gather(*asked):
        assert [message["understood"] for message in answer if "understood" in message] == [{"label": "faq/x"}]


async def test_where_nothing_was_understood_there_is_nothing_to_hand_back(rasa: Rasa) -> None:
    assert [message for message in await rasa.say("hello") if "understood" in message] == []
    overhear(Message({TEXT: "nobody listens"}))
