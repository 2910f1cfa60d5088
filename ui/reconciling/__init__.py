"""The parts of the reconcile screen: its rows (`listing`) and what may explain a difference (`saying`)."""
