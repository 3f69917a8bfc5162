"""The same message id is answered once."""

import asyncio

import httpx


async def test_a_repeated_message_gets_the_same_replies(say, rasa) -> None:
    session = (await say("hello")).json()["session"]
    first = await say("is it related?", session, "id-1")
    again = await say("is it related?", session, "id-1")
    assert first.json() == again.json()
    assert rasa.received == ["hello", "is it related?"]


async def test_also_while_the_first_is_being_answered(say, rasa) -> None:
    session = (await say("hello")).json()["session"]
    go_on = asyncio.Event()

    async def slow(request: httpx.Request, text: str) -> httpx.Response:
        await go_on.wait()
        return rasa.repeat(request, text)

    rasa.answer = slow
    posts = [asyncio.create_task(say("once", session, "id-1")) for _ in range(4)]
    await asyncio.sleep(0.05)
    go_on.set()
    answers = [post.json() for post in await asyncio.gather(*posts)]
    assert answers == [answers[0]] * 4
    assert rasa.received == ["hello", "once"]


async def test_another_conversation_may_use_the_same_id(say, rasa) -> None:
    await say("one", None, "id-1")
    await say("two", None, "id-1")
    assert rasa.received == ["one", "two"]


async def test_a_failed_message_can_be_sent_again(say, rasa) -> None:
    session = (await say("hello")).json()["session"]
    rasa.answer = lambda _request, _text: httpx.Response(500)
    assert (await say("again", session, "id-1")).status_code == 503
    rasa.answer = rasa.repeat
    assert (await say("again", session, "id-1")).json()["replies"][0]["text"] == "again"


async def test_without_an_id_every_message_counts(say, rasa) -> None:
    session = (await say("hello")).json()["session"]
    await say("hello", session)
    assert rasa.received == ["hello", "hello"]
