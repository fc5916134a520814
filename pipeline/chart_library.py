"""The chart library that pages carry: Vega, Vega-Lite and Vega-Embed as vl-convert brings them."""

from functools import cache

import vl_convert


@cache
def script() -> bytes:
    """The whole library as one script of 0.9 MB, made once in a run. It shows `vega`, `vegaLite`, `vegaEmbed` alone."""
    bundle = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # its stub asks for what it defaults
    return f"(() => {{\n{bundle}\n}})();\n".encode()
