"""The line icons of the pages: name to the inside of a 16 × 16 SVG, drawn for this project.

No template library (Django loads only modules with a ``register``):
sakip_tags turns these into ``{% ikon %}``.
Stroke, width and colour come from the class ``icon`` in components.css.
"""

ICONS: dict[str, str] = {
    # What is going on with a row or sheet: every state has its own outline, readable without colour.
    "kosong": '<circle cx="8" cy="8" r="5.5" stroke-dasharray="2.2 2.1"/>',
    "draf": '<path d="M3 13l.6-2.9 7.2-7.2a1.2 1.2 0 0 1 1.7 0l.6.6a1.2 1.2 0 0 1 0 1.7L5.9 12.4z"/>',
    "ajukan": '<path d="M8 13V3.5M4 7l4-4 4 4"/>',
    "verifikasi": '<path d="M2.8 8.6l3.4 3.4 7-7.4"/>',
    "kembalikan": '<path d="M6.5 3L3 6.5 6.5 10M3.2 6.5h6.3a3.5 3.5 0 0 1 0 7H6"/>',
    # Messages.
    "info": '<circle cx="8" cy="8" r="6"/><path d="M8 7.4v3.4M8 5.1v.1"/>',
    "sukses": '<circle cx="8" cy="8" r="6"/><path d="M5.3 8.2l1.9 1.9 3.6-4"/>',
    "peringatan": '<path d="M8 2.3l6.2 11H1.8zM8 6.6v3M8 11.4v.1"/>',
    "galat": '<path d="M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5zM8 5v3.6M8 10.9v.1"/>',
    # Places in the menu.
    "beranda": '<path d="M2.5 7.5L8 2.8l5.5 4.7M4 6.6v6.6h8V6.6M6.6 13v-3.4h2.8V13"/>',
    "isian": '<path d="M2.5 3h11v10h-11zM2.5 6.4h11M2.5 9.7h11M6.3 3v10"/>',
    "perencanaan": '<path d="M6 2.5h4v3H6zM1.8 10.5h4v3h-4zM10.2 10.5h4v3h-4zM8 5.5V8M3.8 10.5V8h8.4v2.5"/>',
    "dokumen": '<path d="M4 1.8h5.2L12.3 5v9.2H4zM9 1.8V5.2h3.3M6 8h4.2M6 10.6h4.2"/>',
    "dasbor": '<path d="M2.5 13.5h11M4.3 11V7.5M8 11V3M11.7 11V5.6"/>',
    "pemeriksaan": '<circle cx="7" cy="7" r="4.4"/><path d="M10.3 10.3l3.4 3.4M5.2 7.1l1.3 1.3 2.3-2.6"/>',
    "evaluasi": '<path d="M8 2l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.2 4.4 13l.7-3.9L2.2 6.3l4-.6z"/>',
    "audit": '<circle cx="8" cy="8" r="6"/><path d="M8 4.6V8l2.4 1.5"/>',
    "publik": '<circle cx="8" cy="8" r="6"/><path d="M2 8h12M8 2c2.2 2 2.2 10 0 12M8 2c-2.2 2-2.2 10 0 12"/>',
    "pengguna": '<circle cx="8" cy="5.4" r="2.7"/><path d="M2.8 13.6c.6-3 2.6-4.3 5.2-4.3s4.6 1.3 5.2 4.3"/>',
    "pengaturan": (
        '<path d="M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6"/>'
        '<circle cx="10" cy="4.5" r="1.5"/><circle cx="6" cy="11.5" r="1.5"/>'
    ),
    # Small acts.
    "menu": '<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>',
    "keluar": '<path d="M6.5 2.5H3v11h3.5M10 5l3 3-3 3M13 8H6.5"/>',
    "unduh": '<path d="M8 2.5v7.5M4.5 6.8L8 10.2l3.5-3.4M2.8 13.3h10.4"/>',
    "unggah": '<path d="M8 10.2V2.8M4.5 6L8 2.6 11.5 6M2.8 13.3h10.4"/>',
    "tambah": '<path d="M8 3v10M3 8h10"/>',
    "hapus": '<path d="M4 4l8 8M12 4l-8 8"/>',
    "lampiran": (
        '<path d="M12.8 7.3l-5 5a3 3 0 0 1-4.3-4.3l5.3-5.3a2 2 0 0 1 2.9 2.9l-5.2 5.2a1 1 0 0 1-1.5-1.5l4.7-4.7"/>'
    ),
    "kunci": '<path d="M3.8 7.2h8.4v6.3H3.8zM5.5 7.2V5a2.5 2.5 0 0 1 5 0v2.2"/>',
    "cari": '<circle cx="7" cy="7" r="4.4"/><path d="M10.3 10.3l3.4 3.4"/>',
    "panah": '<path d="M6 3.5L10.5 8 6 12.5"/>',
    "naik": '<path d="M8 4.5l4 6.5H4z"/>',
    "turun": '<path d="M8 11.5L4 5h8z"/>',
    "urutkan": '<path d="M8 1.8l3.4 5H4.6zM8 14.2l-3.4-5h6.8z"/>',
}
