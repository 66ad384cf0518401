# The room `document`.
