"""One module per kind of document; REGISTRY says which. What each offers: permintaan.Builder."""

from reports.builders import perjanjian_kinerja, sk_iku
from reports.builders.permintaan import Builder
from reports.models import JenisDokumen

REGISTRY: dict[str, Builder] = {
    JenisDokumen.SK_IKU: sk_iku,
    JenisDokumen.PK: perjanjian_kinerja,
}
