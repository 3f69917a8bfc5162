"""Frontdesk: a patient-FAQ chatbot that answers in the words of a clinic's own articles."""
