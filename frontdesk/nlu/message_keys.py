"""Names under which the components hand things on in a Rasa message."""

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

REPAIRED = "repaired_text"  # str: the text with its misspelt domain words mended
QUESTIONS = "questions"  # list[str]: the questions in the message, when there are several
READING_VECTORS = "reading_vectors"  # one row each for the whole message and its questions
PREDICTIONS = "reading_predictions"  # list[Prediction], in the same order
UNDERSTOOD = "understood"  # dict in the parse result: see frontdesk.language.understood
METADATA = "metadata"  # dict that came with the message
RED_FLAG = "red_flag"  # dict in the parse result: ``text`` to show, ``reminder`` for later in the conversation


def readings(message: Message) -> list[str]:
    """The texts to judge: the whole message, and its questions."""
    whole = message.get(REPAIRED) or message.get(TEXT)
    return [whole, *(message.get(QUESTIONS) or [])]
