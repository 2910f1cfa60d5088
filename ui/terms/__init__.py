"""Parts of the terms editor: the guided form, the terms as text, the sample purchase."""
