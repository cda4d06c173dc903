"""What each command of the program does, as plain functions over the workspace; nothing here prints."""
