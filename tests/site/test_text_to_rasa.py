"""A visitor's text reaches Rasa as text, never as a command."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.language.encoder import load_encoder
from frontdesk.language.handed_vectors import HandedVectors
from frontdesk.site.rasa_client import as_text

_COMMANDS = ["/restart", "/session_start", '/faq{"a": "b"}', "  //restart", "/ /restart",
             "\n/\t/restart", "/\x0b/restart"]
_SLASHES = st.text(st.sampled_from("/ \t\n\r\x0b\x0c\x1c\x1f\x85\u00a0\u2003\u2028ab{}"))


@given(st.text() | _SLASHES)
def test_as_text_never_yields_a_leading_slash(message: str) -> None:
    # Rasa strips what it gets before it looks for the slash.
    text = as_text(message).strip()
    assert text
    assert not text.startswith("/")


@pytest.mark.parametrize("command", _COMMANDS)
async def test_commands_are_texts(say, rasa, command: str) -> None:
    assert (await say(command)).status_code == 200
    assert not rasa.received[0].startswith("/")


async def test_a_lone_slash_is_answered(say) -> None:
    assert (await say("/")).status_code == 200


async def test_a_slash_inside_stays(say, rasa) -> None:
    await say("back/calf pain 24/7")
    assert rasa.received == ["back/calf pain 24/7"]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2003", "\u3000", "\r\n", "\u2028", "\x0b"])
async def test_every_kind_of_space_keeps_words_apart(say, rasa, space: str) -> None:
    await say(f"calf{space}pain")
    assert rasa.received[0].split() == ["calf", "pain"]


async def test_control_characters_are_left_out(say, rasa) -> None:
    await say("cal\x00f\x1b pain\x7f")
    assert rasa.received == ["calf pain"]


async def test_other_scripts_and_emoji_stay(say, rasa) -> None:
    await say("هل ساقي مرتبطة بظهري؟ 🦵 žlutý")
    assert rasa.received == ["هل ساقي مرتبطة بظهري؟ 🦵 žlutý"]


async def test_the_vectors_of_the_text_come_beside_it_and_not_in_the_metadata(say, rasa) -> None:
    await say("what do my glutes do?")
    (body,) = rasa.bodies
    handed, encoder = HandedVectors(), load_encoder()
    handed.receive(body["vectors"])
    assert handed.take("what do my glutes do?", encoder.dimension) is not None
    assert "vectors" not in json.dumps(body["metadata"])
