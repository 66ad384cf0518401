# The room `comment`.
