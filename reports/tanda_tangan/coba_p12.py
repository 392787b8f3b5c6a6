"""Opens a PKCS#12 once with bounded processor time, in a process of its own, and says nothing.

Its rounds of password hashing stand in several places of the file, some of them encrypted themselves, so they cannot
be counted beforehand; the library that opens it cannot be stopped. Standard input: the length of the password (8
bytes), the password, the file; the only argument: seconds. The exit code is 0 when it ends in time, whatever came of
it. Knows no Django.
"""

import struct
import sys

DETIK = 4
"""Of the processor; two million rounds, far more than any issuer uses, take one."""


def main() -> None:
    """See above."""
    import resource

    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import pkcs12

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold the password
    detik = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (detik, detik))
    masuk = sys.stdin.buffer.read()
    (panjang,) = struct.unpack(">Q", masuk[:8])
    try:
        pkcs12.load_pkcs12(masuk[8 + panjang :], masuk[8 : 8 + panjang])
    except (ValueError, UnsupportedAlgorithm):
        return  # whoever asked finds out himself


if __name__ == "__main__":
    main()
