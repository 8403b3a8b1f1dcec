"""Who reads: addresses, imports and exports, and the tokens in their links.

This room never touches the store and sends nothing; an address is judged without DNS.
"""
