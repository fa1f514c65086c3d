"""Samples of texts for each pattern of the spec: what has to be taken, and what refused."""

from __future__ import annotations

from typing import NamedTuple

from .spec import SCHEMAS


class Samples(NamedTuple):
    """Texts that a pattern has to take, and others that it has to refuse."""

    taken: list[str]
    refused: list[str]


DIRTY_DATA_STRATEGY = Samples(
    taken=["0", "1", "2:a", "2:flink-state/dirty", "2:obs://bucket/a b", "2:2:", "2:\U0001f600"],
    refused=["", "2", "2:", "3", "01", "00", "10", "-1", " 0", "0 ", "1:dir", "3:dir", "2 :dir",
             "2:\n", "2:a\nb", "0,1", "zero", "٠"],
)  # fmt: skip
MEMORY = Samples(
    taken=["2", "2GB", "2 GB", "2048MB", "2048 MB", "2049MB", "2999MB", "4 GB", "9", "10", "10GB",
           "2.0", "2.5GB", "2.5", "2048.5MB", "2100MB", "3000MB", "9999 MB", "10000MB", "8192MB",
           "999999999GB"],
    refused=["", "0", "1", "1GB", "1.9", "1.99GB", "1 GB", "01", "02", "02GB", "2047MB", "2047 MB",
             "2047.9MB", "2000MB", "1999MB", "999MB", "02048MB", "lots", "GB", "MB", "2 gb", "2gb",
             "2048mb", "2G", "2M", "2TB", "2KB", "2  GB", " 2GB", "2GB ", "2.GB", ".5GB", "2,5GB",
             "-2GB", "+2GB", "2e3", "0x2", "2GB2", "2GBGB", "2\tGB", "2\u00a0GB", "２GB"],
)  # fmt: skip

PATTERN_SAMPLES = {
    SCHEMAS["UpdateSqlJobRequest"]["properties"]["dirty_data_strategy"]["pattern"]: (
        DIRTY_DATA_STRATEGY
    ),
    SCHEMAS["JobManagerResourceSpec"]["properties"]["memory"]["pattern"]: MEMORY,
    SCHEMAS["TaskManagerResourceSpec"]["properties"]["memory"]["pattern"]: MEMORY,
}
