"""The parts of the screen of transfers: what is read (`reading`) and its rows (`listing`)."""
