"""The gate: what may leave the desk. Privacy classes, small counts, the attacker, the scan of finished bytes.

A shared part: stages that make something public import it, it imports none of them.
"""
