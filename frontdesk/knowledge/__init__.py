"""The clinic's own content: articles, passages, FAQs, facts, and links to passages."""
