"""Loads a model and parses the JSON list of texts and metadata on standard input; the results go to a file.

Not a test: run in a process of its own by test_model.py.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog


async def _parse(model: str, messages: list[tuple[str, dict[str, object]]]) -> list[object]:
    processor = Agent.load(model).processor
    return [await processor.parse_message(UserMessage(text, metadata=metadata)) for text, metadata in messages]


if __name__ == "__main__":
    configure_structlog()
    Path(sys.argv[2]).write_text(json.dumps(asyncio.run(_parse(sys.argv[1], json.load(sys.stdin)))))
