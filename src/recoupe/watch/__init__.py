"""The ``watch`` room: feeds, sitemaps and pages are polled, and what is new is kept as it came (WARC)."""
