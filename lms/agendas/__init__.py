"""The agenda of a joint learning programme: private while it is made, released with its changes."""
