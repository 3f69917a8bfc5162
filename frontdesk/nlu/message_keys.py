"""Names under which the components hand things on in a Rasa message."""

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

REPAIRED = "repaired_text"  # str: the text with its misspelt domain words mended
QUESTIONS = "questions"  # list[str]: the questions in the message, when there are several
SENTENCES = "sentences"  # list[str]: its sentences, when there are several
READING_VECTORS = "reading_vectors"  # one row each for the whole message, its questions, its sentences
PREDICTIONS = "reading_predictions"  # list[Prediction], in the same order
UNDERSTOOD = "understood"  # dict in the parse result: see frontdesk.language.understood


def readings(message: Message) -> list[str]:
    """The texts to judge: the whole message, its questions, its sentences."""
    whole = message.get(REPAIRED) or message.get(TEXT)
    return [whole, *(message.get(QUESTIONS) or []), *(message.get(SENTENCES) or [])]
