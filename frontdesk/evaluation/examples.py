"""The taught examples, read without Rasa."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.content import Content


def load_examples(data: Path, content: Content) -> tuple[list[str], list[str]]:
    """Read what the model is taught: ``data/*.yml`` and the FAQs' visible questions.

    Args:
        data: the folder ``data/``.
        content: the clinic's content.

    Returns:
        Texts and their labels.
    """
    texts: list[str] = []
    labels: list[str] = []
    for path in sorted(data.glob("*.yml")):
        for entry in YAML(typ="safe").load(path).get("nlu") or ():
            lines = [line[2:].strip() for line in entry["examples"].splitlines() if line.startswith("- ")]
            texts += lines
            labels += [entry["intent"]] * len(lines)
    if not texts:
        raise FrontdeskError(f"There are no examples under {data}.")
    written = set(texts)
    for slug, faq in content.faqs.items():
        if faq.question not in written:
            texts.append(faq.question)
            labels.append(f"faq/{slug}")
    return texts, labels
