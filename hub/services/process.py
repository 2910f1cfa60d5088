"""What the programs do first: see to it that no other process can look into them, and be one for each vault."""

from __future__ import annotations

from storage.lock import InstanceLock
from storage.process import harden

__all__ = ["InstanceLock", "harden"]
