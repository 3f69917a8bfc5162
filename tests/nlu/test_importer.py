"""Training data is completed from the content."""

from pathlib import Path

import pytest
from rasa.shared.importers.importer import TrainingDataImporter

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = "What do my glutes do?"  # an FAQ's visible question that somebody also wrote as an example
NLU = f"""
version: "3.1"
nlu:
- intent: faq/what-glutes-do
  examples: |
    - {WRITTEN}
    - glutes what for
- intent: clinic/hours
  examples: |
    - are you open
- intent: out_of_scope/weather
  examples: |
    - will it rain
- intent: greet
  examples: |
    - hello
"""
DOMAIN = """
version: "3.1"
intents: [faq, clinic, out_of_scope, greet]
responses:
  utter_greet:
  - text: Hello.
"""


@pytest.fixture
def importer(tmp_path: Path) -> TrainingDataImporter:
    """As Rasa makes it from a config.yml that names it."""
    (tmp_path / "config.yml").write_text("importers:\n- name: frontdesk.nlu.importer.ContentImporter\n")
    (tmp_path / "domain.yml").write_text(DOMAIN)
    (tmp_path / "nlu.yml").write_text(NLU)
    (tmp_path / "content").symlink_to(ROOT / "content")
    return TrainingDataImporter.load_from_config(
        str(tmp_path / "config.yml"), str(tmp_path / "domain.yml"), [str(tmp_path / "nlu.yml")])


def test_every_visible_question_is_an_example_of_its_faq(importer, content) -> None:
    examples = {message.get("text"): message.get_full_intent() for message in importer.get_nlu_data().intent_examples}
    for slug, faq in content.faqs.items():
        assert examples[faq.question] == f"faq/{slug}"


def test_a_question_that_is_written_already_is_not_added_again(importer) -> None:
    texts = [message.get("text") for message in importer.get_nlu_data().intent_examples]
    assert texts.count(WRITTEN) == 1


def test_written_examples_stay(importer) -> None:
    examples = {message.get("text"): message.get_full_intent() for message in importer.get_nlu_data().intent_examples}
    assert examples["glutes what for"] == "faq/what-glutes-do"
    assert examples["hello"] == "greet"


def test_every_retrieval_intent_has_its_stub(importer, content) -> None:
    responses = importer.get_domain().responses
    for key in [*(f"faq/{slug}" for slug in content.faqs), "clinic/hours", "out_of_scope/weather"]:
        assert f"utter_{key}" in responses
    assert "utter_greet/greet" not in responses


def test_rasa_takes_them_for_retrieval_intents(importer) -> None:
    assert set(importer.get_domain().retrieval_intents) == {"faq", "clinic", "out_of_scope"}


def test_the_written_domain_stays(importer) -> None:
    assert importer.get_domain().responses["utter_greet"] == [{"text": "Hello."}]


def test_adding_an_faq_touches_neither_domain_nor_rules(importer) -> None:
    assert "faq" in importer.get_domain().intents
    assert not any(intent.startswith("faq/") for intent in importer.get_domain().intents)
