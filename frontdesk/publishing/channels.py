"""Whether the clinic can be told of callback requests by a version's settings, with the secrets that are set here."""

from __future__ import annotations

from pathlib import Path

from frontdesk.booking.channels import configured_channels
from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.clinic import load_clinic


def require_secrets(folder: Path) -> None:
    """See that nothing is missing for a version's mail and webhook: live, it would be told by nothing at all.

    Args:
        folder: a candidate's, or a version's.

    Raises:
        ContentError: the clinic's details can't be used.
        FrontdeskError: a secret is missing or can't be used.
    """
    clinic = load_clinic(folder / "content" / "clinic.yml")
    try:
        configured_channels(clinic.booking, clinic.time_zone)
    except FrontdeskError as error:
        raise FrontdeskError(
            f"Callback requests couldn't be sent: {error} Ask whoever looks after Frontdesk's machine to do that and "
            "to start Frontdesk anew, or publish without that mail or webhook in the clinic's details.") from None
