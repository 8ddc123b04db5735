"""The rules of the Chinese grammar of quantities, by what they read."""
