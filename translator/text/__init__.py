"""Own what is known about Chinese and English as text; pure functions, no files."""
