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
        "buku_pd_demo",
        "lembar",
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

ONCE_TESTS = frozenset(
    (
        # They open every link: each page is opened on both by the table of permissions.
        "indicators/test_dashboard.py::test_every_link_of_the_dashboard_works",
        "indicators/test_pemeriksaan.py::test_every_link_of_the_page_can_be_opened",
        # The whole demonstration leaves and comes back on both in the test of the emptied perangkat daerah beside them.
        "indicators/test_buku_pd_demo.py::test_a_workbook_that_comes_back_unchanged_changes_nothing",
        "indicators/test_buku_pd_demo.py::test_each_sheet_by_itself_comes_back_unchanged",
        # They count queries, which are the same ones on both; the growing rows of all kinds are counted on both.
        "indicators/test_panel.py::test_opening_it_costs_few_queries_however_much_was_said",
        "reports/test_query_counts.py::test_the_first_look_after_a_write_costs_little_too",
        "reports/test_query_counts.py::test_a_finished_document_costs_the_same_whatever_became_of_others",
        # Paper again: their payloads are made, their orders stored and taken up on both by the tests beside them.
        "reports/test_cetakan.py::test_a_lost_file_is_made_anew",
        "reports/test_cetakan.py::test_another_template_is_another_document",
        "reports/test_cetakan.py::test_other_data_are_another_document",
        "reports/test_rkt.py::test_on_paper_it_is_signed_below_its_total",
        "reports/test_verifikasi_umum.py::test_the_document_prints_the_way_to_its_page_on_its_last_page_only",
    )
)
"""Single dear tests of other files: each sends the second database no statement that others do not send it too."""
