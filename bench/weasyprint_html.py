"""Print one HTML file to PDF with the project's own settings of WeasyPrint: weasyprint_html IN.html OUT.pdf"""

import sys
from pathlib import Path

from reports.pdf import VARIANT

if __name__ == "__main__":
    import weasyprint

    source, target = map(Path, sys.argv[1:])
    weasyprint.HTML(filename=str(source)).write_pdf(str(target), pdf_variant=VARIANT)
