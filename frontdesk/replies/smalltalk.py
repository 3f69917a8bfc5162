"""Greetings, help, and what the bot is."""

from __future__ import annotations

from frontdesk.knowledge.content import Content
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import BOOK, PERSON, Button, Reply


def greet(content: Content, memory: Memory) -> tuple[Reply, Memory]:
    """Say hello and offer the starter questions."""
    text = f"Hello! I answer questions from {content.clinic.name}'s own articles. What would you like to know?"
    return Reply("smalltalk", text, buttons=starters(content)), memory.after(offer="")


def explain(content: Content, memory: Memory) -> tuple[Reply, Memory]:
    """Say what can be asked here."""
    text = (f"Ask in your own words: I look for the passage of {content.clinic.name}'s articles that answers "
            "you, quote it and link it. I can also tell you about booking and how to reach a person.")
    return Reply("smalltalk", text, buttons=(*starters(content), BOOK)), memory.after(offer="")


def say_what_i_am(content: Content, memory: Memory) -> tuple[Reply, Memory]:
    """Answer "are you a robot"."""
    text = (f"I'm an automated assistant, not a person. I quote {content.clinic.name}'s articles; "
            "I can't assess symptoms or give medical advice.")
    return Reply("smalltalk", text, buttons=(PERSON,)), memory.after(offer="contact")


def ask_for_topic(content: Content, memory: Memory) -> tuple[Reply, Memory]:
    """Answer a push for more when nothing was discussed yet."""
    text = "Happy to say more. What would you like to know about?"
    return Reply("smalltalk", text, buttons=starters(content)), memory.after(offer="")


def starters(content: Content) -> tuple[Button, ...]:
    """The starter questions as buttons."""
    return tuple(Button(content.faqs[slug].question, content.faqs[slug].question) for slug in content.starters)
