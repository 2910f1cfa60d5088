"""What the programs do first: see to it that no other process can look into them."""

from __future__ import annotations

from storage.process import harden

__all__ = ["harden"]
