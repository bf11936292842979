"""Publishing: the dataset described (VoID, DCAT), dumps, calendar, feed, sitemap, and the site as static files."""
