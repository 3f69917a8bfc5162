"""One message of a conversation at a time, in order; a queue of bounded length."""

import asyncio

import httpx


async def test_messages_sent_at_once_are_answered_in_order(say, rasa) -> None:
    session = (await say("0")).json()["session"]

    async def later_is_quicker(request: httpx.Request, text: str) -> httpx.Response:
        await asyncio.sleep(0.02 / int(text))
        return rasa.repeat(request, text)

    rasa.answer = later_is_quicker
    answers = await asyncio.gather(*(say(str(number), session) for number in range(1, 6)))
    assert [answer.json()["replies"][0]["text"] for answer in answers] == ["1", "2", "3", "4", "5"]
    assert rasa.received == ["0", "1", "2", "3", "4", "5"]
    assert rasa.most_at_once == 1


async def test_conversations_do_not_wait_for_each_other(say, rasa) -> None:
    arrived: list[str] = []

    async def wait_for_the_other(request: httpx.Request, text: str) -> httpx.Response:
        arrived.append(text)
        while len(arrived) < 2:
            await asyncio.sleep(0.001)
        return rasa.repeat(request, text)

    rasa.answer = wait_for_the_other
    answers = await asyncio.wait_for(asyncio.gather(say("one"), say("two")), 5)
    assert [answer.status_code for answer in answers] == [200, 200]


async def test_too_many_waiting_messages_are_turned_away(say, rasa) -> None:
    session = (await say("hello")).json()["session"]
    go_on = asyncio.Event()

    async def slow(request: httpx.Request, text: str) -> httpx.Response:
        await go_on.wait()
        return rasa.repeat(request, text)

    rasa.answer = slow
    posts = [asyncio.create_task(say(str(number), session)) for number in range(20)]
    while not any(post.done() for post in posts):
        await asyncio.sleep(0.001)
    refused = next(post.result() for post in posts if post.done())
    assert refused.status_code == 429
    assert refused.json()["type"] == "urn:frontdesk:problem:busy"
    assert int(refused.headers["retry-after"]) > 0
    go_on.set()
    statuses = [answer.status_code for answer in await asyncio.gather(*posts)]
    assert set(statuses) == {200, 429}
    assert statuses.count(200) >= 2
    # The queue is free again.
    assert (await say("afterwards", session)).status_code == 200
