"""The tracker store: what it keeps, and what it doesn't."""

import sqlite3

from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.events import ActionExecuted, SessionStarted, UserUttered
from rasa.utils.endpoints import EndpointConfig

from frontdesk.nlu.tracker_store import KEPT_TURNS, ConversationStore
from frontdesk.store.last_turns import LastTurns


async def talk(store: ConversationStore, turn, turns: int, sender: str = "visitor"):
    """Turns as Rasa runs them: fetched, continued, saved."""
    for number in range(turns):
        tracker = await store.get_or_create_tracker(sender)
        for event in turn(number):
            tracker.update(event)
        await store.save(tracker)
    return await store.retrieve(sender)


def stored(database) -> str:
    connection = sqlite3.connect(database)
    try:
        return str(connection.execute("select state from conversations").fetchone()[0])
    finally:
        connection.close()


async def test_slots_come_back(store, turn) -> None:
    tracker = await talk(store, turn, 2)
    assert tracker.get_slot("memory") == {"topic": "a", "turn": 1}


async def test_slots_survive_rasas_copies(store, turn) -> None:
    # Rasa runs an action on a copy of the tracker, which it makes by replaying the events.
    tracker = await talk(store, turn, 2)
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered("why?", {"name": "follow_up", "confidence": 1.0}))
    assert tracker.copy().get_slot("memory") == {"topic": "a", "turn": 1}


async def test_slots_survive_many_turns(store, turn, domain) -> None:
    await talk(store, turn, 1)
    for _ in range(3 * KEPT_TURNS):
        tracker = await store.retrieve("visitor")
        tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered("ok", {"name": "follow_up", "confidence": 1.0}))
        await store.save(tracker.copy())
    assert (await store.retrieve("visitor")).get_slot("memory") == {"topic": "a", "turn": 0}


async def test_a_slot_that_was_emptied_stays_empty(store, turn) -> None:
    tracker = await talk(store, turn, 1)
    tracker.slots["memory"].value = None
    await store.save(tracker)
    assert (await store.retrieve("visitor")).get_slot("memory") is None


async def test_nobody_else_gets_them(store, turn) -> None:
    await talk(store, turn, 1)
    assert await store.retrieve("another") is None


async def test_the_last_turns_come_back(store, turn) -> None:
    tracker = await talk(store, turn, 10)
    actions = [event.action_name for event in tracker.events if isinstance(event, ActionExecuted)]
    assert actions[0] == "action_listen"
    assert actions.count("action_answer_faq") >= 2
    assert tracker.latest_message.intent["name"] == "faq"


async def test_a_row_is_as_small_after_200_turns_as_after_5(domain, turn, tmp_path) -> None:
    sizes = []
    for turns in (5, 200):
        database = tmp_path / f"{turns}.db"
        await talk(ConversationStore(domain, database=str(database)), turn, turns)
        sizes.append(len(stored(database)))
    assert abs(sizes[1] - sizes[0]) <= 0.2 * sizes[0]


async def test_nothing_that_was_written_is_stored(store, turn, database) -> None:
    await talk(store, turn, 4)
    row = stored(database)
    for private in ("sciatica", "secret"):
        assert private not in row


async def test_the_bots_replies_to_a_message_with_an_id_are_kept_beside_the_row(store, turn, database) -> None:
    tracker = await store.get_or_create_tracker("visitor")
    for event in turn():
        if isinstance(event, UserUttered):
            event.metadata = {"message_id": "id-1"}
        tracker.update(event)
    await store.save(tracker)
    assert LastTurns(str(database)).find("visitor", "id-1") == [
        {"recipient_id": "visitor", "text": "the secret answer"},
        {"recipient_id": "visitor", "custom": {"text": "the secret answer"}}]
    for private in ("sciatica", "secret", "id-1"):
        assert private not in stored(database)


async def test_only_those_of_its_last_turn(store, turn, database) -> None:
    tracker = await talk(store, turn, 2)
    for number, event in enumerate([*turn(2), *turn(3)]):
        if isinstance(event, UserUttered):
            event.metadata = {"message_id": f"id-{number}"}
        tracker.update(event)
    await store.save(tracker)
    connection = sqlite3.connect(database)
    ((message_id, replies),) = connection.execute("SELECT message_id, replies FROM last_turns").fetchall()
    connection.close()
    assert (message_id, replies.count("recipient_id")) == ("id-6", 2)


async def test_without_an_id_nothing_is_kept_of_them(store, turn, database) -> None:
    await talk(store, turn, 2)
    connection = sqlite3.connect(database)
    assert connection.execute("SELECT * FROM last_turns").fetchall() == []
    connection.close()


async def test_a_session_start_forgets_what_was_before(store, turn) -> None:
    tracker = await talk(store, turn, 2)
    tracker.update(SessionStarted())
    await store.save(tracker)
    assert (await store.retrieve("visitor")).get_slot("memory") is None


async def test_a_conversation_expires(domain, database, turn) -> None:
    store = ConversationStore(domain, database=str(database), expiry=-1)
    assert await talk(store, turn, 1) is None


async def test_the_clinic_says_when(domain, database, turn, tmp_path, monkeypatch) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "clinic.yml").write_text("name: A\nprivacy:\n  conversation_minutes: 7\n")
    monkeypatch.chdir(tmp_path)
    assert ConversationStore(domain, database=str(database))._rows.expiry == 7 * 60


async def test_what_cant_be_saved_isnt_kept_by_rasa_either(store, turn, database, caplog) -> None:
    failsafe = FailSafeTrackerStore(store)
    connection = sqlite3.connect(database)
    connection.execute("drop table conversations")
    connection.close()
    tracker = await failsafe.get_or_create_tracker("visitor")
    for event in turn():
        tracker.update(event)
    await failsafe.save(tracker)
    assert failsafe._fallback_tracker_store is None
    assert "A conversation could not be saved (OperationalError)." in caplog.text
    assert "sciatica" not in caplog.text
    assert "'visitor'" not in caplog.text


async def test_conversations_survive_a_restart(domain, store, database, turn) -> None:
    await talk(store, turn, 1)
    again = ConversationStore(domain, database=str(database))
    assert list(await again.keys()) == ["visitor"]
    assert (await again.retrieve("visitor")).get_slot("memory") == {"topic": "a", "turn": 0}


async def test_rasa_makes_it_from_its_endpoints(domain, database, turn) -> None:
    endpoint = EndpointConfig(type="frontdesk.nlu.tracker_store.ConversationStore", database=str(database))
    store = TrackerStore.create(endpoint, domain)
    tracker = await store.get_or_create_tracker("visitor")
    for event in turn():
        tracker.update(event)
    await store.save(tracker)
    assert "memory" in stored(database)
