"""What the window is made of: the desk with its four sides, and the menus."""
