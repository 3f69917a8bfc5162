"""What is said when a message may describe an emergency: this alone."""

from __future__ import annotations

from frontdesk.knowledge.clinic import Clinic
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import Reply


def answer_urgent(clinic: Clinic, memory: Memory) -> tuple[Reply, Memory]:
    """Point at urgent care: no article, no booking, no condition's name."""
    number = clinic.emergency_number or "your local emergency number (e.g. 999, 112, 911)"
    text = ("I can't assess symptoms, and some of what you describe needs checking by a medical professional now. "
            f"Please call {number} or have someone take you to A&E/ER. "
            "Don't drive yourself, and don't wait for the clinic.")
    return Reply("urgent", text), memory.after(offer="", topic="")
