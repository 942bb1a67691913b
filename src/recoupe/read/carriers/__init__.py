"""One module per carrier: each takes a file and yields what may be an article, one at a time."""
