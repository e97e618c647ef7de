"""How anything is shown: numbers, words, tables, pages, figures and files; no index, no statistics."""
