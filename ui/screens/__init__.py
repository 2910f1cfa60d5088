"""One file for each screen with `title, order, topics, build, load, fill`; found by folder."""
