"""Training data from ``content/``: nobody has to write by hand what the content implies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method

from frontdesk.knowledge.content import Content, load_content


class ContentImporter(RasaFileImporter):  # type: ignore[misc]
    """Rasa's file importer, completed from the clinic's content.

    It adds each FAQ's visible question to its examples, so that a button always
    leads to its own answer, and an ``utter_<intent>/<key>`` stub for every
    retrieval intent, which Rasa asks for and nobody reads: answers come from the
    custom actions.
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        content: str = "content",
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        root = Path(config_file).resolve().parent if config_file else Path.cwd()
        self._content_folder = root / content
        self._content: Content | None = None

    @cached_method  # type: ignore[untyped-decorator]
    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The written examples and the FAQs' visible questions."""
        data = super().get_nlu_data(language)
        if data.is_empty():
            return data
        written = {message.get(TEXT) for message in data.training_examples}
        questions = [
            Message.build(text=faq.question, intent=f"faq/{slug}")
            for slug, faq in self._load().faqs.items()
            if faq.question not in written
        ]
        # Not `merge`, which copies every example.
        data.training_examples.extend(questions)
        return data

    @cached_method  # type: ignore[untyped-decorator]
    def get_domain(self) -> Domain:
        """The written domain, with a stub response for every retrieval intent."""
        domain = super().get_domain()
        examples = self.get_nlu_data().training_examples
        keys = sorted({key for message in examples if (key := message.get(INTENT_RESPONSE_KEY))})
        if not keys or domain.is_empty():
            return domain
        responses: dict[str, Any] = {f"utter_{key}": [{"text": key}] for key in keys}
        return domain.merge(Domain.from_dict({"responses": responses}))

    def _load(self) -> Content:
        if self._content is None:
            self._content = load_content(self._content_folder)
        return self._content
