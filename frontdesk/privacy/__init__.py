"""What visitors typed, made fit for others to read: personal details give way to placeholders."""
