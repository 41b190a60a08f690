# SPDX-License-Identifier: GPL-3.0-or-later
"""What fits.c does, from Python.

usage: fits.py FITS REPLICATES THREADS
"""

import csv
import sys
import time

import darkfigure

LISTS = ["EXH", "ABA", "OSCE", "HRW"]
fits, replicates, threads = (int(word) for word in sys.argv[1:])
with open("data/published/kosovo-killings-1999.csv", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
data = {name: [int(row[name]) for row in rows] for name in rows[0]}


def once(seed: int) -> float:
    table = darkfigure.fit(data, lists=LISTS, count="count", replicates=replicates, threads=threads, seed=seed).table
    return float(table["total"][0] + table["lower"][0] + table["upper"][0])


once(0)
begin = time.process_time()
total = 0.0
for i in range(1, fits + 1):
    total += once(i)
print(f"{(time.process_time() - begin) / fits:.9f},{total:.6f}")
