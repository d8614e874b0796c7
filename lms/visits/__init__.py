"""Whom brokers met in a cluster or network, how often and when: read from their logs."""
