"""One module per kind of document; REGISTRY says which. What each offers: permintaan.Builder."""

from reports.builders import buku_iku, e81, laporan_triwulan, lkjip, perjanjian_kinerja, rencana_aksi, rkt, sk_iku
from reports.builders.permintaan import Builder
from reports.models import JenisDokumen

REGISTRY: dict[str, Builder] = {
    JenisDokumen.SK_IKU: sk_iku,
    JenisDokumen.BUKU_IKU: buku_iku,
    JenisDokumen.PK: perjanjian_kinerja,
    JenisDokumen.RKT: rkt,
    JenisDokumen.RENCANA_AKSI: rencana_aksi,
    JenisDokumen.TRIWULAN: laporan_triwulan,
    JenisDokumen.E81: e81,
    JenisDokumen.LKJIP: lkjip,
}

BERNARASI = frozenset({JenisDokumen.BUKU_IKU, JenisDokumen.TRIWULAN, JenisDokumen.E81, JenisDokumen.LKJIP})
"""The kinds with sections of prose (asking the builder would build the whole document)."""

BERTRIWULAN = frozenset({JenisDokumen.TRIWULAN, JenisDokumen.E81})
"""The kinds that speak of a quarter: `Permintaan.triwulan` chooses it."""

LAMBAT = frozenset({JenisDokumen.BUKU_IKU, JenisDokumen.LKJIP})
"""The kinds that take seconds to render: their pages order a Cetakan instead of waiting for the file."""
