"""The cached validator says the same as Rasa's own, only sooner."""

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.actions.action import RemoteAction

from frontdesk.nlu import action_validation

_RESPONSE = {"text": "hello", "custom": {"kind": "answer"}, "buttons": []}
_EVENTS = [
    {"event": "slot", "name": "memory", "value": {"topic": "a"}},
    {"event": "slot", "timestamp": None, "name": "memory", "value": None},
    {"event": "slot", "value": 1},
    {"event": "slot", "name": 7, "value": 1},
    {"event": "followup", "name": "action_listen"},
    {"event": "followup"},
    {"event": "action", "name": "action_listen"},
    {"event": "bot", "text": "hello", "data": {}},
    {"event": "user", "text": "hello", "parse_data": {}},
    {"event": "session_started"},
    {"event": "no such event"},
    {"event": "reminder", "action": "a", "date_time": "2026-01-01"},
    {},
    "slot",
    None,
    7,
]
_GIVEN = [
    {},
    {"events": [], "responses": []},
    {"events": [_EVENTS[0]], "responses": [_RESPONSE]},
    {"events": None},
    {"events": {}},
    {"responses": [1]},
    {"responses": "hello"},
    {"events": [], "responses": [], "more": 1},
    [],
    "hello",
    None,
    7,
]


@pytest.fixture(autouse=True)
def _patched_for_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    action_validation.install()


def ours(result: object) -> bool:
    try:
        return RemoteAction("action_answer_faq", None)._validate_action_result(result)
    except jsonschema.ValidationError:
        return False


def rasas(result: object) -> bool:
    try:
        jsonschema.validate(result, RemoteAction.action_response_format_spec())
    except jsonschema.ValidationError:
        return False
    return True


@pytest.mark.parametrize("result", [*_GIVEN, *({"events": [event]} for event in _EVENTS)], ids=str)
def test_what_rasa_accepts_or_rejects(result: object) -> None:
    assert ours(result) is rasas(result)


def test_both_verdicts_occur() -> None:
    assert ours(_GIVEN[2])
    assert not ours({"events": None})


@settings(max_examples=25, deadline=None)
@given(st.fixed_dictionaries({}, optional={
    "events": st.lists(st.sampled_from(_EVENTS), max_size=3) | st.none() | st.integers(),
    "responses": st.lists(st.sampled_from([_RESPONSE, {}, 1, None]), max_size=2) | st.text(max_size=3),
    "else": st.integers(),
}))
def test_combinations(result: dict[str, object]) -> None:
    assert ours(result) is rasas(result)


def test_the_error_names_the_action() -> None:
    with pytest.raises(jsonschema.ValidationError, match="action_answer_faq"):
        RemoteAction("action_answer_faq", None)._validate_action_result({"events": None})


def test_the_schema_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ours({})

    def again() -> None:
        raise AssertionError("asked for the schema again")

    monkeypatch.setattr(RemoteAction, "action_response_format_spec", staticmethod(again))
    assert ours({})
