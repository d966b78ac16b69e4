"""What rebuilds the weights from labelled articles: see `docs/model.md`."""
