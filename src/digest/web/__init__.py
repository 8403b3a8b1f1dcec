"""Pages on loopback: the local inbox and the readers' site."""
