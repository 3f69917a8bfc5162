"""What is made of a message, and by what measures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frontdesk.errors import ContentError, FrontdeskError
from frontdesk.evaluation.examples import load_examples
from frontdesk.language.gate import FAQ
from frontdesk.trial.assistant import Assistant
from frontdesk.trial.making import Maker
from frontdesk.trial.observation import BOOKING, BUTTON, EVIDENCE, QUESTIONS, TOPIC


def examples_of(folder: Path, assistant: Assistant, label: str) -> list[str]:
    texts, labels = load_examples(folder / "data", assistant.content)
    return [text for text, other in zip(texts, labels) if other == label]


def test_a_taught_example_is_its_own_nearest(assistant: Assistant, made: Path) -> None:
    label = f"{FAQ}/{next(iter(assistant.content.faqs))}"
    observed = next(observed for text in examples_of(made, assistant, label)
                    if (observed := assistant.read(text)).read_as == text)
    text = observed.read_as
    assert (observed.example.text, observed.example.label) == (text, label)
    assert observed.example.near == pytest.approx(1, abs=0.01)
    assert observed.understood.decision == "answer"
    assert observed.settled_by == EVIDENCE


def test_nearness_is_measured_as_the_gate_measures_it(assistant: Assistant) -> None:
    for text in ("sore back", "what do they cost then", "is it my calves", "hello", "why do i lean"):
        observed = assistant.read(text)
        assert observed.faq_example is not None
        assert observed.faq_example.near == pytest.approx(observed.near, abs=0.01)
        assert observed.example.near >= observed.faq_example.near - 0.01


def test_the_figures_lead_to_the_decision(assistant: Assistant) -> None:
    needs, settled = assistant.thresholds, 0
    for text in ("why do i lean to one side", "do you do massage for dogs", "is it my glutes", "can i park there"):
        observed = assistant.read(text)
        enough = (observed.strength >= needs.answer and observed.near >= needs.near
                  and observed.passage >= needs.passage and observed.rival <= needs.rival)
        if observed.settled_by == EVIDENCE and observed.best.partition("/")[0] in (FAQ, "out_of_scope"):
            assert (observed.understood.decision == "answer") == enough
            settled += 1
    assert settled


def test_what_settled_it_is_told(assistant: Assistant) -> None:
    slug, faq = next(iter(assistant.content.faqs.items()))
    other = assistant.content.faqs[faq.follow_ups[0]].question
    assert assistant.read(faq.question).settled_by == BUTTON
    assert assistant.read(f"{faq.question} And {other[0].lower()}{other[1:]}").settled_by == QUESTIONS
    assert assistant.read("can i book in for tuesday, jo 07700 900123").settled_by == BOOKING
    short = ("and then?", "and how so?", "and the back?", "what about when i run?", "and if it stays?")
    vague = [text for text in short if assistant.read(text, slug).settled_by == TOPIC]
    assert vague
    assert all(assistant.read(text).settled_by == EVIDENCE for text in vague)


def test_misspelt_words_are_mended_before_anything_else(assistant: Assistant) -> None:
    assert assistant.read("why do my hamstirngs tighten").read_as == "why do my hamstrings tighten"


def test_what_is_told_can_be_written_as_json(assistant: Assistant) -> None:
    told = assistant.read("hello, how much is it, and can i park?").as_dict()
    assert set(told["understood"]) >= {"label", "decision", "others"}
    assert json.loads(json.dumps(told, allow_nan=False)) == json.loads(json.dumps(told))


def test_examples_are_learnt_anew_only_when_they_change(project: Path) -> None:
    maker = Maker()
    first = maker.make(project, lambda _: None)
    clinic = project / "content" / "clinic.yml"
    clinic.write_text(clinic.read_text(encoding="utf-8").replace("consultation_price: free", "consultation_price: £45"),
                      encoding="utf-8")
    second = maker.make(project, lambda _: None)
    assert second._learnt is first._learnt
    assert second.content.clinic.consultation_price == "£45"
    nlu = project / "data" / "nlu.yml"
    before, label, after = nlu.read_text(encoding="utf-8").partition("- intent: greet\n  examples: |\n")
    nlu.write_text(f"{before}{label}    - a brand new greeting\n{after}", encoding="utf-8")
    third = maker.make(project, lambda _: None)
    assert third._learnt is not first._learnt
    assert third.read("a brand new greeting").understood.label == "greet"


def test_how_far_it_is_only_grows(project: Path) -> None:
    shares: list[float] = []
    Maker().make(project, shares.append)
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.5 < shares[-1] < 1


@pytest.mark.parametrize("name", ["content/faqs.yml", "domain.yml", "thresholds.json"])
def test_a_file_that_is_missing_is_told_so(project: Path, name: str) -> None:
    (project / name).unlink()
    with pytest.raises(FrontdeskError, match=Path(name).name):
        Maker().make(project, lambda _: None)


def test_content_that_cant_be_used_is_told_with_its_line(project: Path) -> None:
    path = project / "content" / "faqs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("    question:", "    quesiton:", 1), encoding="utf-8")
    with pytest.raises(ContentError, match="quesiton"):
        Maker().make(project, lambda _: None)


