"""A small project whose files have comments, blank lines and quotes of all kinds."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

NLU = """\
version: "3.1"

# What visitors type. A comment at the top.

nlu:
# The FAQs.
- intent: faq/knees
  examples: |
    - do knees hurt
    - my knee's sore: "why"?
    - knee pain  # really

- intent: faq/hips
  examples: |
    - are hips important
    - hip question

# The clinic's own facts.
- intent: clinic/hours
  examples: |
    - when are you open
    - opening times

- intent: greet
  examples: |
    - hello
    - hi there
    - good morning
"""

OUT_OF_SCOPE = """\
version: "3.1"

nlu:
- intent: out_of_scope/weather
  examples: |
    - will it rain
    - is it sunny
# The end.
"""

FAQS = """\
# Each FAQ: a comment at the top.

starters:
  - knees   # the first one
  - hips

faqs:
  # About knees.
  knees:
    question: Do knees hurt?
    article: knees-and-hips
    passages:
      - knees-do-hurt-at-times-1f16
    more:
      # The longer one.
      - they-get-better-with-rest-b21b
    follow_ups:
      - hips
    offer_booking: true

  hips:
    question: "Are hips important?"
    article: knees-and-hips
    passages:
      - hips-carry-you-all-day-d02a
    follow_ups:
      - knees
"""

ARTICLE = """\
---
title: Knees And Hips
# Where it is published.
url:
---

# Knees and hips

Knees do hurt at times. They get better with rest and time. Ask somebody who knows.

Hips carry you all day. They like to be moved. Sitting is not moving.
"""

SECOND = """\
---
title: Backs
---

Backs are long. Backs are strong.
"""


def make(folder: Path) -> Path:
    """Write the project into a folder, with the real ``clinic.yml``."""
    (folder / "content/articles").mkdir(parents=True)
    (folder / "data").mkdir()
    (folder / "content/articles/knees-and-hips.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "content/articles/backs.md").write_text(SECOND, encoding="utf-8")
    (folder / "content/faqs.yml").write_text(FAQS, encoding="utf-8")
    (folder / "data/nlu.yml").write_text(NLU, encoding="utf-8")
    (folder / "data/out_of_scope.yml").write_text(OUT_OF_SCOPE, encoding="utf-8")
    for name in ("clinic.yml", "test_questions.yml"):
        shutil.copy(ROOT / "content" / name, folder / "content" / name)
    return folder
