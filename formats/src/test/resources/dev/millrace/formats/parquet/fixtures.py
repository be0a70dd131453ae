"""Writes the Parquet fixtures of the reader's tests: run with pyarrow 25.0.1 and polars 1.44.2.

Every value follows from its row number, so that the tests need no expected files: see FixtureTest.
"""
import sys
import numpy as np, pyarrow as pa, pyarrow.parquet as pq, polars as pl

OUT = sys.argv[1]
N = 120
ROWS = np.arange(N)
MISSING = ROWS % 7 == 3


def table(nulls):
    mask = MISSING if nulls else None
    text = [None if nulls and m else "t\u00ebxt-%d" % (i * 37 % 50) for i, m in zip(ROWS, MISSING)]
    fixed = [None if nulls and m else bytes([i & 255, i * 3 & 255, 7]) for i, m in zip(ROWS.tolist(), MISSING)]
    column = lambda values, type: pa.array(values.astype(type), mask=mask)
    return pa.table({
        "u16": column(ROWS * 7919 % 65536, np.uint16),
        "low": column(437 + ROWS * 31 % 90, np.uint16),
        "i8": column(ROWS * 11 % 256 - 128, np.int8),
        "i32": column(ROWS * 1000003 % 2**31 - 2**30, np.int32),
        "u32": column(ROWS * 4000037 % 2**32, np.uint32),
        "i64": column(ROWS * 1_000_000_000_039 - 5, np.int64),
        "f32": column(ROWS / 8 - 3, np.float32),
        "f64": column(ROWS / 7, np.float64),
        "flag": column(ROWS % 3 == 0, bool),
        "text": pa.array(text),
        "fixed": pa.array(fixed, pa.binary(3)),
        "when": pa.array(ROWS * 86_400_000_000, pa.timestamp("us", tz="UTC"), mask=mask),
    })


DELTA = {"u16": "DELTA_BINARY_PACKED", "low": "DELTA_BINARY_PACKED", "i32": "BYTE_STREAM_SPLIT",
         "u32": "DELTA_BINARY_PACKED", "i64": "DELTA_BINARY_PACKED", "f32": "BYTE_STREAM_SPLIT",
         "f64": "BYTE_STREAM_SPLIT", "flag": "RLE", "text": "DELTA_BYTE_ARRAY", "fixed": "BYTE_STREAM_SPLIT"}
for nulls in (False, True):
    t, n = table(nulls), "nulls" if nulls else "full"
    write = lambda name, **k: pq.write_table(t, f"{OUT}/pyarrow-{name}-{n}.parquet", write_statistics=False, store_schema=False, **k)
    write("dictionary", compression="zstd", row_group_size=90, data_page_size=150, write_batch_size=16)
    write("fallback", compression="snappy", dictionary_pagesize_limit=200, data_page_size=150, write_batch_size=16, write_page_checksum=True)
    write("plain", compression="gzip", use_dictionary=False, data_page_version="2.0")
    write("delta", compression="none", use_dictionary=False, column_encoding=DELTA, data_page_version="2.0" if nulls else "1.0")
    p = pl.from_arrow(t)
    p.write_parquet(f"{OUT}/polars-zstd-{n}.parquet", compression="zstd", statistics=False)
    p.write_parquet(f"{OUT}/polars-groups-{n}.parquet", compression="snappy", row_group_size=70, statistics=False)
wide = pl.DataFrame({"column_%d" % c: (437 + (np.arange(40) * (c + 1)) % 25).astype(np.uint16) for c in range(60)})
wide.write_parquet(f"{OUT}/polars-wide.parquet", compression="zstd", statistics=False)
