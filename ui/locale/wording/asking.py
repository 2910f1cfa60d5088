"""What is said beside the bytes that would leave."""

from __future__ import annotations

from hashlib import sha256

from hub.domain.outgoing import Outgoing
from ui.locale import _, text


def stars(outgoing: Outgoing) -> str:
    """That a key is shown as stars, and the hash of what is sent in truth."""
    template = _("The key in it is shown as stars and sent as it is. SHA-256 of what is sent: {hash}")
    return template.format(hash=text.code(sha256(outgoing.body).hexdigest()))
