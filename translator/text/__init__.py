"""Chinese and English as text: pure functions."""
