"""A picture of a screen or a chart that can be shown to anybody: only words of the program itself are left in it."""
