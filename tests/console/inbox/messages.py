"""Sixty messages as visitors of a clinic send them: some asked by many, in many words; some odd."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.engine import Engine

from tests.store.inbox_rows import ask

# By topic: kind of reply, what was decided, the label, and how visitors put it.
_TOPICS: Sequence[tuple[str, str, str, Sequence[str]]] = (
    ("no_answer", "none", "out_of_scope/other_body_part", (
        "why do I get calf cramps at night", "Why do I get calf cramps at night?", "calf cramps at night, why?",
        "cramp in my calf every night", "what causes calf cramps during the night", "night cramps in the calf",
        "my calf cramps at night and wakes me up", "Calf cramping at night, what helps?")),
    ("no_answer", "none", "out_of_scope/insurance", (
        "do you take Bupa", "Do you accept Bupa insurance?", "is Bupa accepted?", "can I pay with my Bupa insurance",
        "do you work with AXA", "is my health insurance accepted at the clinic")),
    ("choice", "choice", "faq/{0}", (
        "my calf is tight and my back hurts", "tight calf and a sore back", "back and calf both tight",
        "My calf feels tight when my back is bad", "tight calves, bad back")),
    ("answer", "answer", "faq/{1}", (
        "does it matter how I land when I run", "landing on my toes, good or bad?", "is toe running bad for me",
        "should I change the way my foot lands")),
    ("no_answer", "none", "faq/{2}", (
        "is cycling ok with a bad back", "can I cycle with back pain", "Cycling with a bad back, yes or no?",
        "is riding a bike good for my back", "bike riding and back pain")),
    ("no_answer", "none", "out_of_scope/pregnancy", (
        "I am pregnant, can I still come", "do you treat pregnant women", "can I come in while pregnant")),
    ("answer", "search", "out_of_scope/other_health", (
        "what is a disc bulge", "is a bulging disc the same as a slipped disc")),
    ("no_answer", "none", "out_of_scope/chitchat", (
        "are you a real person or what", "tell me a joke", "what's the weather like", "who won the match last night")),
    ("no_answer", "none", "out_of_scope/treatment_at_clinic", (
        "do you do dry needling", "is dry needling something you offer", "do you offer massage too",
        "how long is a session", "how many sessions will I need")),
    ("no_answer", "none", "out_of_scope/self_treatment", (
        "which foam roller should I buy", "is a foam roller worth it", "heat or ice for my calf",
        "should I put ice on it", "how long should I rest it")),
    ("no_answer", "none", "out_of_scope/other_language", ("¿puedo venir con dolor de espalda?", "tut es weh?")),
    ("no_answer", "none", "out_of_scope/gibberish", ("asdf jkl", "🦵🤕", "<script>alert(1)</script>")),
    ("smalltalk", "intent", "greet", ("hiya there",)),
    ("no_answer", "none", "out_of_scope/other_health", (
        "I'm [name] and my knee clicks, call me on [phone]",
        "It started three years ago when I was moving house. " * 12 + "Is there anything in your articles about that?",
        "my shoulder clicks", "does a chiropractor help with migraine", "can you help with vertigo",
        "my jaw clicks when I chew", "my hip clicks when I walk")),
)


def sixty(engine: Engine, slugs: Sequence[str]) -> int:
    """Have sixty messages kept, and some of their answers voted down.

    Args:
        engine: the store.
        slugs: of FAQs that are there, at least four.

    Returns:
        How many there are.
    """
    count = 0
    for number, (kind, decision, label, texts) in enumerate(_TOPICS):
        for turn, text in enumerate(texts):
            visitor = f"visitor {number * 3 + turn if turn != 1 else number * 3}"  # who asked first asks once more
            ask(engine, visitor, text, kind, "down" if kind == "answer" and turn == 0 else None,
                "irrelevant" if kind == "answer" and turn == 0 else None, version=4,
                **_understood(decision, label.format(*slugs), slugs))
            count += 1
    return count


def _understood(decision: str, label: str, slugs: Sequence[str]) -> dict[str, Any]:
    scores = {"answer": (0.5, 0.4, 2.5, 0.3), "choice": (0.3, 0.5, 0.2, 0.3), "intent": (0.4, 0.2, -1.0, 0.1)}
    confidence, near, strength, passage = scores.get(decision, (0.2, 0.31, -2.2, 0.1))
    return {"label": label, "decision": decision, "others": [], "nearest": list(slugs[:2]),
            "choices": list(slugs[:3]) if decision == "choice" else [], "passages": [], "confidence": confidence,
            "near": near, "strength": strength, "passage": passage}
