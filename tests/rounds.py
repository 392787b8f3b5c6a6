"""Which files of tests come first, which stay together, and which stay out of the round on PostgreSQL, and why."""

DEAR = frozenset(
    f"test_{name}.py"
    for name in (
        "akses",
        "main_path",
        "commands",
        "expected_cells",
        "lkjip_pdf",
        "naskah_pdf",
        "permissions_table",
        "query_counts",
        "cetakan_final",
    )
)
TOGETHER = {f"tests/reports/test_{name}.py": "lkjip" for name in ("expected_cells", "lkjip_pdf")}
"""Files that stay in one process, so that the annual report is printed and read back once."""
ONCE = frozenset(
    f"test_{name}.py"
    for name in (
        # Workbooks: test_buku_lembar_demo and test_buku_pd_demo take every sheet and every perangkat daerah of the
        # demonstration out and in again on both databases.
        "buku_asing",
        "buku_asing_halaman",
        "buku_lembar",
        "buku_lembar_kembali",
        "buku_pd",
        "buku_pd_halaman",
        "buku_satu",
        "rusak",
        # Paper: what is printed is built on both by the tests of each kind, and by test_query_counts for all kinds.
        "dasbor_berkas",
        "dasbor_sama",
        "ekspor",
        "ekspor_docx",
        "ekspor_xlsx",
        "matrix",
        "naskah_dinas",
        "pk_jenjang",
        "pohon_cetak",
        "render_dokumen",
        "sk_iku_tata",
        # What becomes of a finished document: test_dokumen_bersamaan finishes, signs, replaces and publishes at once
        # on both; test_finalize, test_dokumen_beku and test_verifikasi_umum store one and ask for it.
        "banding",
        "daftar",
        "gerbang",
        "keaslian",
        "penarikan",
        "tanda_tangan",
        "temuan_beku",
        "unggah_ttd",
        # Pages: each is opened, and each act done, on both by the table of permissions; test_admin does that for the
        # pages of Django's admin. What they show comes from selectors that tests of their own ask on both.
        "admin_accounts",
        "beranda",
        "dashboard_cost",
        "indikator_halaman",
        "kaskade_halaman",
        "narasi_pages",
        "pages",
        "pk_daftar",
        "pohon_halaman",
        "realisasi_sheet",
        "rumus_halaman",
        "rumus_lembar",
        "tata_formulir",
    )
)
"""Files about workbooks, paper and pages: what they ask of the database, other files ask on the second one."""
