"""The rules of the English grammar of quantities, by what they read."""
