"""One institution alone, loaded into an empty database."""

import pytest

from indicators.demo import load
from indicators.models import Indikator, PerangkatDaerah, Peraturan, User


@pytest.mark.django_db
def test_one_institution_loads_alone():
    hasil = load(["luwutimur"])
    assert hasil.dibuat == ["setda-luwutimur"]
    assert list(PerangkatDaerah.objects.values_list("kode", flat=True)) == ["setda-luwutimur"]
    assert Indikator.objects.count() == 2
    assert list(User.objects.values_list("username", flat=True)) == ["perencana.luwutimur"]
    assert set(Peraturan.objects.exclude(pemerintah_daerah=None).values_list("pemerintah_daerah__kode", flat=True)) == {
        "kab-luwutimur"
    }


@pytest.mark.django_db
def test_a_failing_load_leaves_nothing_of_its_institution_behind(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("disk full")

    monkeypatch.setattr("indicators.demo.loader.buat_akun", fail)
    with pytest.raises(RuntimeError):
        load(["balangan"])
    assert not PerangkatDaerah.objects.exists()
    assert not Indikator.objects.exists()
