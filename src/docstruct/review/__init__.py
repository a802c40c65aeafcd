"""The annotators' desk: a small web app that shows what was extracted and writes down what people say of it.

It reads one release, and writes nothing but events of the correction log.
"""
