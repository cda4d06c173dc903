"""How the embedded Chinese-English model is made; not part of the installed program."""
