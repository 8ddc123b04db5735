"""Rooms where the policy decides: compile, decide, analyse."""
