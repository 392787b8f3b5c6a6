"""The demonstration data: five real institutions, loaded from fixtures/ through the services.

What the published documents do not print is filled by the rules of `rules.py` and marked as example data
(`contoh`); docs/demo.md states them.
"""

from indicators.demo.loader import LEMBAGA, Hasil, lembaga_dimuat, load

__all__ = ["LEMBAGA", "Hasil", "lembaga_dimuat", "load"]
