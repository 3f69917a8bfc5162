"""The tasks, each as somebody does it who follows what the pages say, and what must have come of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import expect

from frontdesk.store.handling import Handling
from scripts.staff_tasks import visitors
from scripts.staff_tasks.clinic import NAME, PASSWORD
from scripts.staff_tasks.publishing import publish, roll_back
from scripts.staff_tasks.trial import Trial

# Each round adds an article, and changes the hours.
ARTICLES = {
    "Sleeping with a sore back": """\
Most people with a sore back sleep best on their side, with a pillow between the knees.
A pillow that is too high bends the neck all night, and you feel it in the morning.

## Turning over

Roll over with your knees and shoulders together, as if you were a log.""",
    "Carrying shopping home": """\
Two light bags are kinder to your shoulders than one heavy bag.
Hold them close, and change hands at every corner.""",
    "Shovelling snow": """\
Push snow aside where you can, as lifting it is what tires a back.

## When to stop

Take a break every ten minutes, and stop when your legs begin to tingle.""",
}
HOURS = ("8:15-17:45", "8:30-17:30", "8:45-17:15")
_EXAMPLES = ("is it ok for my back to sit cross legged while gaming", "do my long gaming nights wreck my back",
             "my chair at work, is that the culprit")
_LAST = 1  # from the article's end; the first round's FAQ quotes the last sentence, which answers it


@dataclass(frozen=True)
class Task:
    """Something that somebody of the staff wants done.

    Attributes:
        name: in a few words.
        do: does it, and raises where it can't be done, or where nothing came of it.
        clicks: it may take so many.
    """

    name: str
    do: Callable[[Trial], None]
    clicks: int


def sign_in(trial: Trial) -> None:
    """Sign in, and be greeted by the inbox."""
    trial.page.goto(f"{trial.clinic.running.url}/staff")
    trial.hands.write(trial.page.get_by_label("Name", exact=True), NAME)
    trial.hands.write(trial.page.get_by_label("Password", exact=True), PASSWORD)
    trial.go(trial.button("Sign in"))
    trial.arrived("Inbox")
    expect(trial.page.get_by_role("link", name=NAME, exact=True)).to_be_visible()


def teach(trial: Trial) -> None:
    """Add a message of the inbox to the FAQ that is suggested first."""
    text = visitors.TO_TEACH[trial.number]
    trial.open("Inbox")
    card = trial.card(text)
    suggested = card.locator("button[value^='teach faq/']").first
    label = (suggested.get_attribute("value") or "").partition(" ")[2]
    trial.act(card, suggested, "1")
    trial.told("It counts from the next publication on.")
    trial.taught = label
    assert text in _examples(trial, label), f"{text} is no example of {label}"
    expect(trial.card(text)).to_have_count(0)


def take_back(trial: Trial) -> None:
    """Undo that."""
    text = visitors.TO_TEACH[trial.number]
    trial.go(trial.button("Undo"), "u")
    trial.told("Undone")
    assert text not in _examples(trial, trial.taught), f"{text} is still an example"
    expect(trial.card(text)).to_be_visible()


def make_faq(trial: Trial) -> None:
    """Make a new FAQ of a message, with a sentence picked from the article."""
    text = visitors.TO_MAKE[trial.number]
    trial.open("Inbox")
    card = trial.card(text)
    trial.act(card, card.get_by_role("link", name=re.compile("^New FAQ ?:")), "n")
    trial.arrived("New FAQ")
    trial.question = text[0].upper() + text[1:]
    trial.hands.write(trial.page.get_by_label("As visitors see it on buttons"), trial.question)
    _show_article(trial)
    sentences = trial.page.locator("[data-article] .sentence")
    sentence = sentences.nth(sentences.count() - _LAST - trial.number)
    passage, trial.answer = sentence.get_attribute("data-id"), sentence.inner_text().strip()
    trial.hands.quote(sentence)
    trial.go(trial.button("Save the new FAQ"))
    trial.told("The new FAQ is in the draft.")
    state = trial.clinic.running.draft.state()
    made = [(slug, faq) for slug, faq in state.faqs.items() if faq.question == trial.question]
    assert [faq.passages for _, faq in made] == [(passage,)], made
    assert text in state.examples[f"faq/{made[0][0]}"]
    assert state.problems == ()


def dismiss(trial: Trial) -> None:
    """Dismiss a message, which doesn't come back when it is asked again."""
    trial.open("Inbox")
    text = visitors.TO_DISMISS[trial.number]
    card = trial.card(text)
    trial.act(card, card.get_by_role("button", name="Dismiss for good"), "d")
    trial.told("for good.")
    visitors.ask(trial.clinic.running.url, text)
    trial.page.reload()
    expect(trial.page.locator(".inbox-card").first).to_be_visible()
    expect(trial.page.get_by_text("being read just now")).to_have_count(0)
    expect(trial.card(text)).to_have_count(0)


def add_example(trial: Trial) -> None:
    """Add an example to an FAQ: first one that another FAQ has, which the page tells while it is typed."""
    state = trial.clinic.running.draft.state()
    mine, other = [slug for slug in state.faqs if f"faq/{slug}" in state.examples][:2]
    trial.open("FAQs")
    trial.go(trial.page.get_by_role("link", name=state.faqs[mine].question, exact=True))
    trial.arrived(state.faqs[mine].question)
    field = trial.page.get_by_label("Ways visitors ask it")
    trial.hands.add_line(field, state.examples[f"faq/{other}"][0])
    if trial.scripted:  # else the page tells when it is saved
        expect(trial.page.locator("[data-warnings] li").first).to_contain_text(state.faqs[other].question)
    example = _EXAMPLES[trial.number]
    trial.hands.replace_line(field, example)
    trial.go(trial.button("Save"))
    trial.told("Saved in the draft.")
    assert _examples(trial, f"faq/{mine}") == (*state.examples[f"faq/{mine}"], example)


def add_article(trial: Trial) -> None:
    """Add an article by pasting its text."""
    preview_article(trial)
    keep_article(trial)


def preview_article(trial: Trial) -> None:
    """Paste its text, and look at how it is cut."""
    title, text = list(ARTICLES.items())[trial.number]
    trial.open("Articles")
    trial.go(trial.page.get_by_role("link", name="Add an article"))
    trial.hands.write(trial.page.get_by_label("Paste the text"), f"# {title}\n\n{text}")
    trial.go(trial.button("Read it"))
    trial.arrived("Is this the article?")


def keep_article(trial: Trial) -> None:
    """Add it to the draft."""
    title, text = list(ARTICLES.items())[trial.number]
    trial.go(trial.button("Add to the draft"))
    trial.told("in the draft")
    articles = trial.clinic.running.draft.state().articles.values()
    (added,) = [article for article in articles if article.title == title]
    assert text.endswith([sentence.text for sentence in added.sentences.values()][-1])


def change_hours(trial: Trial) -> None:
    """Change when the clinic is open."""
    hours = HOURS[trial.number]
    trial.open("Clinic")
    trial.hands.write(trial.page.get_by_label("Monday", exact=True), hours)
    section = trial.page.locator("section").filter(has=trial.page.get_by_label("Monday", exact=True))
    trial.go(section.get_by_role("button", name="Save"))
    trial.told("Saved in the draft.")
    assert f"mon: {hours}" in (trial.clinic.running.root / "content" / "clinic.yml").read_text(encoding="utf-8")


def try_draft(trial: Trial) -> None:
    """Ask the draft, beside the live version, what the new FAQ is about."""
    trial.open("Try it")
    trial.hands.write(trial.page.get_by_label("A visitor's message"), trial.question)
    trial.hands.press(trial.button("Ask both"))
    draft, live = (trial.page.locator(f"#last [data-side='{side}']") for side in ("Draft", "Live"))
    expect(draft.locator("blockquote").first).to_contain_text(trial.answer)
    expect(live.locator(".reply").first).to_be_visible()
    expect(live).not_to_contain_text(trial.answer)


def mark_booking(trial: Trial) -> None:
    """Mark a callback request as contacted."""
    reference = trial.clinic.bookings[trial.number]
    trial.open("Bookings")
    trial.go(trial.page.get_by_role("button", name=re.compile(f"^Contacted ?: {reference}")))
    expect(trial.page.get_by_role("article").filter(has_text=reference)).to_contain_text("contacted")
    handling = Handling(str(trial.clinic.running.root / "var" / "conversations.db"))
    (case,) = [case for case in handling.all_of() if case.request.reference == reference]
    assert (case.request.status, case.handled_by) == ("contacted", NAME)


def _show_article(trial: Trial) -> None:
    """Choose the article to quote from; the only one is shown by itself."""
    article = trial.page.get_by_label("From the article")
    if article.locator("option").count() > 1:
        trial.hands.choose(article, next(each.title for each in trial.clinic.running.draft.state().articles.values()
                                         if each.title not in ARTICLES))
        trial.go(trial.button("Show the answer"))
    expect(trial.page.locator("[data-article] .sentence").first).to_be_visible()


def _examples(trial: Trial, label: str) -> tuple[str, ...]:
    return trial.clinic.running.draft.state().examples.get(label, ())


SIGN_IN = Task("Sign in", sign_in, 3)
TEACH = Task("Teach an unanswered message to an FAQ", teach, 3)
TAKE_BACK = Task("Undo that", take_back, 1)
MAKE_FAQ = Task("Make a new FAQ from a message", make_faq, 9)
DISMISS = Task("Dismiss a message for good", dismiss, 3)
ADD_EXAMPLE = Task("Add an example, and be warned", add_example, 5)
ADD_ARTICLE = Task("Add an article by pasting its text", add_article, 7)
CHANGE_HOURS = Task("Change the opening hours", change_hours, 4)
TRY_DRAFT = Task("Ask the draft beside the live version", try_draft, 4)
PUBLISH = Task("Publish with the check", publish, 7)
ROLL_BACK = Task("Go back to the version before", roll_back, 4)
MARK_BOOKING = Task("Mark a booking as contacted", mark_booking, 3)
EVERY = (SIGN_IN, TEACH, TAKE_BACK, MAKE_FAQ, DISMISS, ADD_EXAMPLE, ADD_ARTICLE, CHANGE_HOURS, TRY_DRAFT, PUBLISH,
         ROLL_BACK, MARK_BOOKING)
