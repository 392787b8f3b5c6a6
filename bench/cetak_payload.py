"""Print one payload exactly as the application does: cetak_payload TEMPLATE PAYLOAD.json OUT.pdf"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")

import django

if __name__ == "__main__":
    django.setup()
    from reports import pdf

    template, source, target = sys.argv[1:]
    Path(target).write_bytes(pdf.render(template, json.loads(Path(source).read_text())))
