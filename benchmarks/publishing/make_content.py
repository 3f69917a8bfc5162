"""``python -m benchmarks.publishing.make_content FOLDER``: the files of a clinic with 300 FAQs, the same at every run.

The FAQs, their articles and 25 examples of each (7,500) are made; everything else (small talk, what isn't covered, the
clinic, safety) is the project's own. So are two test questions for each FAQ, in other words than its examples.
"""

from __future__ import annotations

import argparse
import shutil
from itertools import groupby
from pathlib import Path

from ruamel.yaml import YAML

from benchmarks.publishing.clinic import copy_project
from benchmarks.synthetic_faqs import SyntheticFaq, nlu_data, synthetic_faqs
from frontdesk.knowledge.articles import load_article

FAQS, EXAMPLES, QUESTIONS = 300, 25, 2
_SUBJECTS = (
    "insoles", "dry needling sessions", "cupping marks", "kinesio tapes", "hot packs", "ice baths", "standing desks",
    "pilates classes", "swimming lengths", "barefoot shoes", "foam rollers", "massage guns", "yoga classes",
    "resistance bands", "walking poles", "lumbar cushions", "neck pillows", "firm mattresses", "seat wedges",
    "ankle braces", "knee sleeves", "back belts", "compression socks", "heel raises", "hip openers", "planks",
    "squats", "deadlifts", "kettlebells", "rowing machines", "exercise bikes", "treadmills", "stair climbs",
    "hill sprints",
)
_SAYS = {
    "safe": "Most people can use {0} without harm. Stop {0} if the pain spreads or wakes you at night.",
    "how-long": "Give {0} about six weeks before you judge them. The first two weeks of {0} rarely show much.",
    "children": "Children under twelve seldom need {0}. Ask us to look at a child before you buy {0}.",
    "pregnant": "In pregnancy we suggest gentler versions of {0}. Leave {0} alone if you feel faint.",
    "how-often": "Three times a week is plenty for {0}. Rest days between {0} let the tissue settle.",
    "sore-after": "A dull ache for a day after {0} is ordinary. If {0} leave you sore for three days, do less.",
    "with-running": "You can go on running while you use {0}. Bring {0} in on an easy week.",
    "alternatives": "Walking does much of what {0} do. Where {0} don't suit you, we look for something that does.",
    "at-home": "You can begin with {0} at home. Show us once how you do {0}, so that nothing is strained.",
}


def make(folder: Path) -> None:
    """Write the files to a new folder."""
    faqs = synthetic_faqs(FAQS, EXAMPLES + QUESTIONS, _SUBJECTS)
    copy_project(folder)
    _write_articles(folder / "content" / "articles", faqs)
    _write_faqs(folder / "content", faqs)
    _replace_examples(folder / "data", faqs)
    questions = [{"text": text, "label": f"faq/{faq.slug}", "held_out": number == 0}
                 for faq in faqs for number, text in enumerate(faq.examples[EXAMPLES:])]
    _dump({"questions": questions}, folder / "content" / "test_questions.yml")


def _subject(faq: SyntheticFaq) -> str:
    return next(subject for subject in _SUBJECTS if faq.slug.endswith(f"-{subject.replace(' ', '-')}"))


def _aspect(faq: SyntheticFaq) -> str:
    return next(aspect for aspect in _SAYS if faq.slug.startswith(f"synthetic-{aspect}-"))


def _write_articles(folder: Path, faqs: list[SyntheticFaq]) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    for subject, group in groupby(sorted(faqs, key=_subject), key=_subject):
        title = f"What to know about {subject}"
        paragraphs = [_SAYS[_aspect(faq)].format(subject) for faq in group]
        text = f"---\ntitle: {title}\nurl:\nauthor:\ndate:\n---\n\n# {title}\n\n" + "\n\n".join(paragraphs) + "\n"
        (folder / f"{subject.replace(' ', '-')}.md").write_text(text, encoding="utf-8")


def _write_faqs(content: Path, faqs: list[SyntheticFaq]) -> None:
    entries = {}
    for faq in faqs:
        name = _subject(faq).replace(" ", "-")
        sentences = load_article(content / "articles" / f"{name}.md").sentences.values()
        said = _SAYS[_aspect(faq)].format(_subject(faq))
        first, second = (sentence.id for sentence in sentences if sentence.text in said)
        entries[faq.slug] = {"question": faq.question, "article": name, "passages": [first], "more": [second]}
    _dump({"starters": [faq.slug for faq in faqs[:3]], "faqs": entries}, content / "faqs.yml")


def _replace_examples(data: Path, faqs: list[SyntheticFaq]) -> None:
    """Leave every intent but the FAQs', and write these FAQs' examples beside them."""
    path = data / "nlu.yml"
    blocks = path.read_text(encoding="utf-8").split("\n- intent: ")
    kept = [blocks[0], *(block for block in blocks[1:] if not block.startswith("faq/"))]
    path.write_text("\n- intent: ".join(kept), encoding="utf-8")
    taught = [SyntheticFaq(faq.slug, faq.question, faq.examples[:EXAMPLES]) for faq in faqs]
    (data / "faqs.yml").write_text(nlu_data(taught, "faq/"), encoding="utf-8")


def _dump(document: object, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(document, file)


def main() -> None:
    """Write the files to the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a new folder")
    make(parser.parse_args().folder)


if __name__ == "__main__":
    main()
