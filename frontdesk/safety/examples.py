"""The classifier's examples: ``content/safety/examples/*.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from frontdesk.errors import ContentError
from frontdesk.knowledge.yaml_lines import Section, load_mapping

NONE = "none"


@dataclass(frozen=True)
class Example:
    """One message with its label: ``level/condition``, or ``none/kind``."""

    label: str
    text: str


def load_examples(folder: Path, known: frozenset[str]) -> list[Example]:
    """Read all examples.

    Args:
        folder: holds one file a group of labels; each label has its messages, one a line.
        known: labels that may be flagged, as ``level/condition``.

    Raises:
        ContentError: with file, line, what is wrong and what to do.
    """
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise ContentError(folder, None, "there are no examples", "Restore the files, for example from git")
    examples: list[Example] = []
    for path in paths:
        section = Section(path, load_mapping(path))
        for label in section.node:
            if label not in known and not str(label).startswith(f"{NONE}/"):
                raise section.fail(label, f"'{label}' is no label",
                                   "Use level/condition of red-flags.yml, or none/kind")
            lines = [line.strip() for line in section.text(label, required=True).splitlines()]
            examples += [Example(str(label), line.removeprefix("- ").strip()) for line in lines if line]
    return examples
