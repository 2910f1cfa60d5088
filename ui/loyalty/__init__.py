"""Parts of the loyalty wallet: programmes with their worth, vouchers with their codes."""
