"""From which likeness on it is worth saying that an example is nearly another intent's.

``python -m frontdesk.editing.fit_likeness`` compares every taught example with all others. One that is where it belongs
should rarely be warned of; one that was put under a wrong intent, whose brothers are all elsewhere then, often.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from frontdesk.evaluation.examples import load_examples
from frontdesk.knowledge.content import load_content
from frontdesk.language.encoder import load_encoder

_FALSE_ALARMS = 0.05  # share of the examples that may be warned of though they are where they belong


def main() -> None:
    """Print the shares for some likenesses, and the lowest that keeps to the budget."""
    texts, labels = load_examples(Path("data"), load_content(Path("content")))
    vectors = load_encoder().encode(texts)
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -1)
    names = np.array(labels)
    same = names[:, None] == names[None]
    other, own = np.where(same, -1, alike).max(axis=1), np.where(same, alike, -1).max(axis=1)
    chosen = 1.0
    print("likeness  warned where it belongs  warned elsewhere")
    for hundredths in range(95, 59, -1):
        least = hundredths / 100
        wrong, right = float(np.mean((other >= least) & (other > own))), float(np.mean(own >= least))
        print(f"{least:8.2f}  {wrong:23.1%}  {right:16.1%}")
        chosen = least if wrong <= _FALSE_ALARMS else chosen
    print(f"The lowest with at most {_FALSE_ALARMS:.0%} where it belongs: {chosen}")


if __name__ == "__main__":
    main()
