"""What a person can do: plain functions whose first argument is the vault."""
