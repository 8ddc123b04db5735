"""Planted disagreements: whatever makes two surfaces of this very project disagree is found, where it stands."""
