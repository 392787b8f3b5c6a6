"""The Vega-Lite specification of a chart of series: bars, columns and lines, as the engine draws them."""

import textwrap
from decimal import Decimal
from typing import Any

from sakip.lib.charts import (
    GARIS,
    HURUF,
    TINTA,
    TINTA_LEMAH,
    WARNA_KATEGORI,
    WARNA_REDUP,
    WARNA_SERI,
    ChartData,
    Series,
    periksa,
    teks_nilai,
)


def spec(data: ChartData) -> dict[str, Any]:
    """The Vega-Lite specification, values included."""
    periksa(data)
    gambar = {"batang": _batang, "kolom": _kolom, "garis": _garis}[data.jenis](data)
    isi: dict[str, Any] = {
        "description": data.kalimat,
        "background": "transparent",
        "data": {"values": _values(data)},
        "config": _config(),
    }
    if not any(s.panel for s in data.series):
        return {**isi, "width": data.lebar, "height": _tinggi(data), **gambar}
    unit = {"width": (data.lebar - 90) // 2, "height": _tinggi(data), **gambar}
    header = {"title": None, "labelFontWeight": "bold", "labelAnchor": "start", "labelLimit": 400}
    header["labelExpr"] = "split(datum.label, '\\n')"
    urutan = list(dict.fromkeys(_lipat_panel(s.panel) for s in data.series))
    facet = {"field": "panel", "type": "nominal", "sort": urutan, "header": header}
    return {**isi, "columns": 2, "facet": facet, "spec": unit, "resolve": {"scale": {"y": "independent"}}}


def _values(data: ChartData) -> list[dict[str, Any]]:
    """One row for each known value. Floats only here: they place ink, every printed figure is made from Decimal."""
    rows = []
    for seri in data.series:
        for i, (label, nilai) in enumerate(zip(data.labels, seri.nilai, strict=True)):
            row: dict[str, Any] = {"label": _lipat(data, label), "seri": seri.nama, "panel": _lipat_panel(seri.panel)}
            row["nilai"] = None if nilai is None else float(nilai)
            row["teks"] = teks_nilai(data, seri, i)
            row["warna"] = warna_nilai(data, seri, i)
            row["tempat"] = tempat_angka(data, seri, i)
            rows.append(row)
    return rows


def tempat_angka(data: ChartData, seri: Series, i: int) -> str:
    """Where the figure of a point stands, so that two lines do not print theirs over each other.

    Below a higher line, unless that one prints no figure there and a lower one does.
    """
    sepanel = [s for s in data.series if s.panel == seri.panel and s is not seri]
    nilai, lain = seri.nilai[i], [s.nilai[i] for s in sepanel]
    if nilai is None or (seri.redup and nilai in lain):
        return "tidak"
    tertulis = [n for s, n in zip(sepanel, lain, strict=True) if n is not None and teks_nilai(data, s, i).strip()]
    if any(n < nilai for n in tertulis) and not any(n > nilai for n in tertulis):
        return "atas"
    return "bawah" if any(n is not None and n > nilai for n in lain) else "atas"


def warna_nilai(data: ChartData, seri: Series, i: int) -> str:
    """The colour of one value: that of its category, else of its series."""
    if seri.kategori and seri.kategori[i]:
        return WARNA_KATEGORI.get(seri.kategori[i], TINTA_LEMAH)
    return warna_seri(data)[seri.nama]


def warna_seri(data: ChartData) -> dict[str, str]:
    """The colour of each name of a series; the same name in several panels keeps it."""
    redup = {s.nama: s.redup for s in data.series}
    terang = [n for n in redup if not redup[n]]
    return {n: WARNA_REDUP if redup[n] else WARNA_SERI[terang.index(n) % len(WARNA_SERI)] for n in redup}


def _lipat(data: ChartData, label: str) -> str:
    """The label in lines: a long name beside a bar, a short one below a column."""
    lebar = 38 if data.jenis == "batang" else 14
    return "\n".join(textwrap.wrap(label, lebar)) or label


def _lipat_panel(panel: str) -> str:
    return "\n".join(textwrap.wrap(panel, 44)) if panel else ""


def _tinggi(data: ChartData) -> int:
    if data.tinggi:
        return data.tinggi
    if data.jenis != "batang":
        return 200
    baris = max((label.count("\n") for label in (_lipat(data, t) for t in data.labels)), default=0) + 1
    return len(data.labels) * max(14 * baris + 8, 18 * len(warna_seri(data)) + 12)


def _skala(data: ChartData) -> dict[str, Any]:
    """From zero for bars; a line may begin higher, or small changes of an index could not be seen."""
    angka = [n for s in data.series for n in s.nilai if n is not None] + ([data.acuan] if data.acuan else [])
    puncak = max(angka, default=Decimal(1))
    # Room for the figures beside the longest bar.
    return {"domainMax": float(puncak * Decimal("1.18")) if puncak > 0 else 1, "domainMin": 0}


def _seri_encoding(data: ChartData) -> dict[str, Any]:
    warna = warna_seri(data)
    if len(warna) == 1:
        return {"field": "warna", "type": "nominal", "scale": None}
    legenda = {"title": None, "orient": "top", "symbolType": "square", "symbolStrokeWidth": 0, "labelLimit": 300}
    skala = {"domain": list(warna), "range": list(warna.values())}
    return {"field": "seri", "type": "nominal", "scale": skala, "legend": legenda, "sort": None}


def _sumbu_nilai(data: ChartData) -> dict[str, Any]:
    akhiran = f" + '{data.satuan}'" if data.satuan == "%" else ""
    return {"title": None, "labelExpr": f"format(datum.value, ',~f'){akhiran}", "tickCount": 5, "domain": False}


_SUMBU_LABEL: dict[str, Any] = {
    "title": None,
    "labelExpr": "split(datum.label, '\\n')",
    "labelLimit": 320,
    "labelAngle": 0,
    "ticks": False,
}


def _batang(data: ChartData) -> dict[str, Any]:
    y: dict[str, Any] = {"field": "label", "type": "nominal", "sort": None}
    x = {"field": "nilai", "type": "quantitative", "scale": _skala(data), "axis": _sumbu_nilai(data)}
    sumbu = {**_SUMBU_LABEL, "labelPadding": 6, "grid": False}
    geser = {"yOffset": {"field": "seri", "sort": None}} if len(warna_seri(data)) > 1 else {}
    dasar = {"y": {**y, "axis": sumbu}, "x": x, **geser}
    bar = {
        "mark": {"type": "bar", "cornerRadiusEnd": 1.5, "height": {"band": 0.72}},
        "encoding": {**dasar, "color": _seri_encoding(data)},
    }
    tanda: dict[str, Any] = {"type": "text", "align": "left", "dx": 4}
    teks = _berlatar(tanda, {**dasar, "x": {**x, "field": "letak"}, "text": {"field": "teks"}})
    return {"transform": _letak(data), "layer": [*_acuan(data, "x"), bar, *teks]}


def _letak(data: ChartData) -> list[dict[str, Any]]:
    """Where the words of a bar begin: at its end, or beyond the line of reference when they would cross it."""
    if data.acuan is None:
        return [{"calculate": "datum.nilai", "as": "letak"}]
    acuan = float(data.acuan)
    dekat = f"datum.nilai < {acuan} && datum.nilai > {acuan * 0.7}"
    return [{"calculate": f"{dekat} ? {acuan} : datum.nilai", "as": "letak"}]


def _berlatar(tanda: dict[str, Any], encoding: dict[str, Any]) -> list[dict[str, Any]]:
    """A text in ink over its own white outline, readable across a line."""
    latar = {**tanda, "color": "white", "stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}
    return [{"mark": latar, "encoding": encoding}, {"mark": {**tanda, "color": TINTA}, "encoding": encoding}]


def _kolom(data: ChartData) -> dict[str, Any]:
    x: dict[str, Any] = {"field": "label", "type": "nominal", "sort": None}
    y = {"field": "nilai", "type": "quantitative", "scale": _skala(data), "axis": _sumbu_nilai(data)}
    geser = {"xOffset": {"field": "seri", "sort": None}} if len(warna_seri(data)) > 1 else {}
    dasar = {"x": {**x, "axis": {**_SUMBU_LABEL, "grid": False}}, "y": y, **geser}
    bar = {
        "mark": {"type": "bar", "cornerRadiusEnd": 1.5, "width": {"band": 0.8}},
        "encoding": {**dasar, "color": _seri_encoding(data)},
    }
    tanda: dict[str, Any] = {"type": "text", "baseline": "bottom", "dy": -3}
    return {"layer": [*_acuan(data, "y"), bar, *_berlatar(tanda, {**dasar, "text": {"field": "teks"}})]}


_SUMBU_GARIS = {**_SUMBU_LABEL, "grid": False, "labelOverlap": "parity"}


def _garis(data: ChartData) -> dict[str, Any]:
    # In the order of the labels: a series that begins later must not move its first ones to the end.
    urutan = [_lipat(data, label) for label in data.labels]
    x: dict[str, Any] = {"field": "label", "type": "ordinal", "sort": urutan}
    x["axis"] = _SUMBU_GARIS
    skala = {"zero": False, "nice": True, "padding": 16}
    y = {"field": "nilai", "type": "quantitative", "scale": skala, "axis": {**_sumbu_nilai(data), "tickCount": 4}}
    warna = _seri_encoding(data)
    rupa = rupa_garis(data)
    skala_putus = {"domain": list(rupa), "range": [putus for putus, _ in rupa.values()]}
    skala_bentuk = {"domain": list(rupa), "range": [bentuk for _, bentuk in rupa.values()]}
    seri = {"field": "seri", "type": "nominal", "legend": None, "sort": None}
    dasar = {"x": x, "y": y}
    garis = {
        "mark": {"type": "line", "strokeWidth": 1.8},
        "encoding": {**dasar, "color": warna, "strokeDash": {**seri, "scale": skala_putus}},
    }
    titik = {
        "mark": {"type": "point", "filled": True, "size": 34, "opacity": 1},
        "encoding": {**dasar, "color": warna, "shape": {**seri, "scale": skala_bentuk}},
    }
    angka = [_angka_titik(dasar, "atas", -10), _angka_titik(dasar, "bawah", 11)]
    layer = [*_acuan(data, "y"), *_sekat(data), garis, titik, *angka]
    return {"layer": layer, "transform": [{"filter": "datum.nilai !== null"}]}


def _sekat(data: ChartData) -> list[dict[str, Any]]:
    """An upright dashed line before each label where another period begins, with its words at the top."""
    geser = -data.lebar / len(data.labels) / 2
    hasil: list[dict[str, Any]] = []
    for label, tulisan in data.sekat:
        x = {"x": {"datum": _lipat(data, label), "type": "ordinal", "axis": _SUMBU_GARIS}}
        garis = {"type": "rule", "color": TINTA_LEMAH, "strokeDash": [4, 3], "strokeWidth": 1, "xOffset": geser}
        kata = {"type": "text", "align": "left", "baseline": "top", "xOffset": geser + 4, "y": -14}
        teks = {**kata, "text": tulisan, "color": TINTA_LEMAH, "fontSize": 9}
        # Data of their own: drawn once, not once for every value.
        hasil += [{"data": {"values": [{}]}, "mark": tanda, "encoding": x} for tanda in (garis, teks)]
    return hasil


def rupa_garis(data: ChartData) -> dict[str, tuple[list[int], str]]:
    """Dashes and points of each line, told apart without colour: what was planned is dashed and square."""
    terang = [([1, 0], "circle"), ([8, 2], "triangle-up"), ([2, 2], "diamond"), ([8, 2, 2, 2], "cross")]
    redup = {s.nama: s.redup for s in data.series}
    urutan = [n for n in redup if not redup[n]]
    return {n: ([5, 3], "square") if redup[n] else terang[urutan.index(n) % len(terang)] for n in redup}


def _angka_titik(dasar: dict[str, Any], tempat: str, dy: int) -> dict[str, Any]:
    return {
        "transform": [{"filter": f"datum.tempat === '{tempat}'"}],
        "mark": {"type": "text", "fontSize": 9, "dy": dy, "color": TINTA},
        "encoding": {**dasar, "text": {"field": "teks"}},
    }


def _acuan(data: ChartData, sumbu: str) -> list[dict[str, Any]]:
    if data.acuan is None:
        return []
    garis = {"type": "rule", "color": TINTA_LEMAH, "strokeDash": [3, 3], "strokeWidth": 1}
    return [{"mark": garis, "encoding": {sumbu: {"datum": float(data.acuan)}}}]


def _config() -> dict[str, Any]:
    return {
        "aria": False,  # the alternative text stands at the image
        "font": HURUF,
        "view": {"stroke": None},
        "axis": {
            "labelColor": TINTA,
            "labelFontSize": 10,
            "gridColor": GARIS,
            "domainColor": TINTA_LEMAH,
            "tickColor": GARIS,
            "labelLineHeight": 12,
        },
        "text": {"fontSize": 10},
        "legend": {"labelFontSize": 10, "labelColor": TINTA},
        "header": {"labelColor": TINTA, "labelFontSize": 10, "labelLineHeight": 12},
    }
