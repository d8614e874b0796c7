"""The firms, associations and institutions of a cluster or network, whom brokers meet there."""
