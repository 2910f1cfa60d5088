"""What keeps the vault safe, on screen: ways in, the recovery sheet, backups, the check-up, erasing."""
