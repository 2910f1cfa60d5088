"""The parts of the import screen: what a preview says in words (`words`), its lines in groups (`lines`), what was
recognised (`recognised`), the files when there are several (`files`), open questions (`asking`), and what the
person changes before accepting (`changing`)."""
