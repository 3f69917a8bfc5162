"""/healthz, /readyz and /metrics."""

import httpx


async def test_healthz_speaks_for_the_site_alone(site, rasa) -> None:
    rasa.answer = lambda _request, _text: httpx.Response(500)
    response = await site.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_readyz_speaks_for_rasa_too(site, rasa) -> None:
    assert (await site.get("/readyz")).status_code == 200
    rasa.answer = lambda _request, _text: httpx.Response(500)
    assert (await site.get("/readyz")).status_code == 503


async def test_metrics_count_replies_by_kind(site, say) -> None:
    await say("hello")
    await say("hello")
    lines = (await site.get("/metrics")).text.splitlines()
    assert 'frontdesk_replies_total{kind="answer"} 2.0' in lines
    assert "frontdesk_answer_seconds_count 2.0" in lines


async def test_metrics_tell_nothing_about_a_visitor(site, say, rasa) -> None:
    session = (await say("my secret sciatica")).json()["session"]
    text = (await site.get("/metrics")).text
    for private in ("sciatica", session, rasa.senders[0]):
        assert private not in text
