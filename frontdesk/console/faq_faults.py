"""What keeps an FAQ from being saved. Pure."""

from __future__ import annotations

from frontdesk.console.faq_form import FaqForm
from frontdesk.console.intent_words import name_of
from frontdesk.editing.draft import DraftState
from frontdesk.knowledge.faqs import MAX_QUOTED_SENTENCES


def faults(form: FaqForm, state: DraftState) -> dict[str, str]:
    """What keeps an FAQ from being saved, by field."""
    found = {}
    if not form.faq.question:
        found["question"] = "Type the question as visitors should see it."
    same = [slug for slug, faq in state.faqs.items()
            if faq.question.casefold() == form.faq.question.casefold() and slug != form.slug]
    if form.faq.question and same:
        found["question"] = "Another FAQ shows this very question. Word it differently, or add to that one."
    else:
        label = next((label for label, texts in state.examples.items()
                      if label != f"faq/{form.slug}" and form.faq.question in texts), "")
        if label:
            found["question"] = (f"This very question is taught for “{name_of(label, state)}” already. Word it "
                                 "differently, or remove it there first.")
    article = state.articles.get(form.faq.article)
    if article is None:
        found["article"] = "Choose the article that answers it."
    elif not form.faq.passages:
        found["passages"] = "Pick at least one sentence that answers it."
    else:
        count = sum(len(article.sentences_of(passage)) for passage in form.faq.passages)
        if count > MAX_QUOTED_SENTENCES:
            found["passages"] = (f"The answer is {count} sentences long. Keep at most {MAX_QUOTED_SENTENCES}, "
                                 "and move the others to “more”.")
    if form.slug and form.slug in form.faq.follow_ups:
        found["follow_ups"] = "This FAQ can't follow itself. Choose another question."
    return found
