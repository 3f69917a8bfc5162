"""Articles from elsewhere: pasted text, Markdown, HTML, Word, a WordPress export, a saved page."""
