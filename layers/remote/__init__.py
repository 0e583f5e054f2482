"""Services of others: asked safely, watched, drawn through the cache or taken over."""
