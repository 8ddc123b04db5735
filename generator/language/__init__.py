"""Language: values and rules → words, words → values, one module and one phrasebook per language."""
