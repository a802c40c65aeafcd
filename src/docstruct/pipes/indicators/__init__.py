"""Indicators: the words around each quantity taken apart into predicate, subject and noun phrase."""
