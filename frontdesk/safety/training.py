"""Fitting the classifier from the examples: ``python -m frontdesk.safety.training``."""

from __future__ import annotations

import sys
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.safety.examples import load_examples
from frontdesk.safety.model import fit_model, save_model
from frontdesk.safety.model_folder import model_folder
from frontdesk.safety.red_flags import load_red_flags


def train(root: Path) -> Path:
    """Fit and save the model for the content as it is now.

    Args:
        root: the project's folder.

    Returns:
        The model's folder.

    Raises:
        ContentError: the content can't be used.
    """
    flags = load_red_flags(root / "content" / "safety")
    examples = load_examples(root / "content" / "safety" / "examples", flags.labels)
    folder = model_folder(root)
    save_model(folder, *fit_model(examples, flags.spellings))
    return folder


def main() -> int:
    """Train in the working directory."""
    try:
        train(Path.cwd())
    except FrontdeskError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
