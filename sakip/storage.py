"""Static files in production: compressed, with a fingerprint in the name."""

from whitenoise.storage import CompressedManifestStaticFilesStorage as Base


class FingerprintedStorage(Base):
    """Also inside our JavaScript modules: `import "./rows.js"` names the fingerprinted file, so that a new version of
    the program never runs with half of the old one out of a browser's cache. Only ours: libraries' comments look like
    imports of files that they do not bring."""

    patterns = (*Base.patterns, ("js/*.js", Base._js_module_import_aggregation_patterns[1]))
