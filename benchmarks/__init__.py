"""Measurements that run from a checkout: `python -m benchmarks.NAME --help`."""

import os

# One thread each, said before the libraries are loaded, so that figures can be compared.
for _setting in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VERBALE_THREADS"):
    os.environ[_setting] = "1"
