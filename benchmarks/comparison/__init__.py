"""spark-ndarray beside its peers: works, who does them, and what comes of it."""
