"""What devices say they still hold: if one is lost or cleared, it is known what did not arrive."""
