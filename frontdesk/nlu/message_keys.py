"""Names under which the components hand things on in a Rasa message."""

REPAIRED = "repaired_text"  # str: the text with its misspelt domain words mended
QUESTIONS = "questions"  # list[str]: the questions in the message, when there are several
READING_VECTORS = "reading_vectors"  # (1 + len(questions), d): the whole message first
PREDICTIONS = "reading_predictions"  # list[Prediction], in the same order
UNDERSTOOD = "understood"  # dict in the parse result: see frontdesk.language.understood
