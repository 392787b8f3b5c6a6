"""The form a layout (TataDokumen) is edited with: kinds of field, what every key means, reading and writing."""
