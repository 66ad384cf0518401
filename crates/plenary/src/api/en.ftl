# Messages of the room api.
api-bad-parameter = A parameter is not known or has a value that is not. /api/openapi.json lists what can be asked.
api-tokens-title = Tokens for programs
api-tokens-lead = A program of yours that shows a token may read what you may read and file in your name. Give each program its own, and end it when you do not use it any more.
api-token-name = What the token is for
api-token-name-hint = Such as: reading script on my laptop.
api-token-make = Make a token
api-token-made = The token is made
api-token-once = It is shown once, here. Whoever has it can act in your name: keep it as you keep a password.
api-token-secret = The token
api-token-try = Try it like this:
api-token-since = since { $when }
api-token-end = End it
api-tokens-yours = Your tokens
api-no-tokens = You have no token.
api-described = The interface is described here (OpenAPI)
api-too-many-tokens = You have as many tokens as one person can have. End one that you do not use any more.
