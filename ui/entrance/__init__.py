"""The parts of welcome and unlock: big choices, the dial that takes files, the new passphrase and its strength."""
