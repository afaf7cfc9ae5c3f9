"""The store: a few verbs over named graphs, with an embedded and a remote engine behind them."""
