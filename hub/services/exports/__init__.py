"""The formats that everything can be written in: each module turns a `book.Book` into the bytes of a file.

To add one: a module here with a function that takes a book and gives bytes, and its name in `services.export`.
"""
