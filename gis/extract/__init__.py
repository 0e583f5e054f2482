"""The extract of a piece of land: asked over the API, read as JSON, page or PDF."""
