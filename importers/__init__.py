"""Bytes in, statements out; importers never see the vault.

To add one: write a file here that ends in `IMPORTER = Importer(name, recognise, extract)` and put samples with
their true contents into `tests/samples/<name>/`. Detection and the generic tests find both by their folder.
"""
