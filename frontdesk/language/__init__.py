"""Understanding sentences without Rasa: encoder, classifier, splitting, spelling, the gate."""
