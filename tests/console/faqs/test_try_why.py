"""Why the assistant answered as it did, in words."""

from __future__ import annotations

from typing import Any

from frontdesk.console.try_why import why
from frontdesk.trial.observation import BOOKING, BUTTON, EVIDENCE, QUESTIONS, TOPIC

THRESHOLDS = {"answer": 1.3, "choice": -1.35, "near": 0.6, "passage": 0.06, "rival": 0.5, "intent": 0.31,
              "context": 3.1, "search": 0.68}
QUESTIONS_SHOWN = {"parking": "Where can I park?", "fees": "What does it cost?"}


def turn(label: str = "faq/parking", decision: str = "answer", settled_by: str = EVIDENCE, **changed: Any) -> Any:
    understood = {"label": label, "decision": decision, "others": changed.pop("others", []), "choices": [],
                  "nearest": [], "passages": []}
    beside = {"flag": {}, "standing": False, "form": False}
    beside |= {key: changed.pop(key) for key in beside if key in changed}
    observed = {"understood": understood, "settled_by": settled_by, "read_as": "x", "parts": [], "best": label,
                "confidence": 0.7, "faq": "parking", "rival": 0.1, "rival_faq": "fees", "strength": 2.0, "near": 0.8,
                "passage": 0.3, "search": 0.4, "example": {"text": "any parking", "label": "faq/parking", "near": 0.8},
                "faq_example": {"text": "any parking", "label": "faq/parking", "near": 0.8}, **changed}
    return {"text": "x", "replies": [], "observation": observed, **beside}


def told(**changed: Any) -> str:
    found = why(turn(**changed), THRESHOLDS, QUESTIONS_SHOWN)
    return " ".join((f"[{found.decision}: {found.label}]", *found.sentences))


def test_an_answer_names_the_example_it_is_near() -> None:
    assert told() == ("[Answered: Where can I park?] Answered because it is near an example of this FAQ, “any parking” "
                      "(0.80 where 0.60 is needed), and everything else agrees.")


def test_what_isnt_answered_names_the_nearest_question_and_what_it_lacks() -> None:
    text = told(label="out_of_scope/insurance", decision="none", near=0.52, strength=-4.0,
                faq_example={"text": "any parking", "label": "faq/parking", "near": 0.52},
                example={"text": "do you take insurance", "label": "out_of_scope/insurance", "near": 0.7})
    assert "Not answered. The nearest question is “Where can I park?”" in text
    assert "its nearest example is “any parking”, 0.52 where 0.60 is needed" in text
    assert "−4.00 where −1.35 is needed" in text
    assert "“do you take insurance” (0.70), taught for: Not covered: asks about insurance." in text


def test_a_choice_names_what_keeps_it_from_an_answer() -> None:
    assert "2.00" not in told(decision="choice", rival=0.9)
    assert "“What does it cost?” is as likely" in told(decision="choice", rival=0.9)
    assert "0.50 where 1.30 is needed" in told(decision="choice", strength=0.5)
    assert "0.01 near where 0.06 is needed" in told(decision="choice", passage=0.01)


def test_a_rule_names_confidence_and_the_nearest_example() -> None:
    text = told(label="greet", decision="intent", best="greet", example={"text": "hiya", "label": "greet", "near": 0.9})
    assert "[Answered by a rule: Says hello] Understood as: Says hello. Confidence 0.70 where 0.31 is needed." in text
    assert "“hiya” (0.90), taught for: Says hello." in text


def test_search_a_button_a_topic_and_a_booking_say_so() -> None:
    assert "comes near: 0.70 where 0.68" in told(decision="search", label="out_of_scope/x", search=0.7, strength=-3.0)
    assert "never in doubt" in told(settled_by=BUTTON)
    assert "taken for a question on that: “Where can I park?”" in told(settled_by=TOPIC)
    assert "phone number" in told(label="book", decision="intent", settled_by=BOOKING)


def test_several_questions_are_told_one_by_one() -> None:
    parts = [{"text": "can I park", "label": "faq/parking", "decision": "answer"},
             {"text": "and what is it", "label": "price", "decision": "intent"}]
    text = told(settled_by=QUESTIONS, others=["price"], parts=parts)
    assert "[Answered: Where can I park?, and Asks for prices]" in text
    assert "“can I park”: answered, Where can I park?." in text


def test_a_red_flag_speaks_alone() -> None:
    flag = {"level": "emergency_now", "condition": "some_condition", "strength": 0.987}
    found = why({**turn(), "observation": None, "flag": flag}, THRESHOLDS, QUESTIONS_SHOWN)
    assert (found.decision, found.label, found.measures) == ("Urgent message", "Sounds like an emergency", ())
    assert "emergency now (some condition), strength 0.99 of 1" in found.sentences[0]


def test_what_the_trial_leaves_out_is_said() -> None:
    assert "nothing is saved" in told(label="book", decision="intent", settled_by=BOOKING, form=True)
    assert "no advice is given any more" in told(standing=True)


def test_figures_stand_beside_what_is_needed() -> None:
    measures = {measure.name: measure for measure in why(turn(near=0.5), THRESHOLDS, QUESTIONS_SHOWN).measures}
    near = measures["Nearness to an example of “Where can I park?”"]
    assert (near.value, near.needed, near.met) == ("0.50", "at least 0.60", False)
    assert measures["Confidence in “Where can I park?”"].needed == ""
    assert measures["Evidence for FAQs against what isn't covered"].met


def test_without_any_faq_there_is_still_something_to_say() -> None:
    text = told(label="out_of_scope/insurance", decision="none", faq="", rival_faq="", faq_example=None, near=0.0,
                example={"text": "insurance?", "label": "out_of_scope/insurance", "near": 0.7})
    assert "[Not answered: Asks about insurance] The nearest example of all is “insurance?”" in text
