# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

"""What Python's TimedRotatingFileHandler makes of times, for the tests of dict_config.

    python_rotation.py CASES RESULTS

CASES is a file with a list of cases as JSON: when, interval, backupCount, utc, at (seconds of the day, or null), zone
(for TZ), files (names that are there before), and times, in seconds since 1970. The log file is there from the first
of the times on; at each of the others a line is logged. RESULTS takes, for each case, the names of all files with
their content; and for the last one whether this Python counts the interval at midnight, which older ones do not.
"""

import datetime
import json
import logging.handlers
import os
import sys
import tempfile
import time
import types

now = 0
logging.handlers.time = types.SimpleNamespace(
    time=lambda: now, localtime=time.localtime, gmtime=time.gmtime, strftime=time.strftime)


def make_handler(path, case):
    at = case["at"]
    at_time = None if at is None else datetime.time(at // 3600, at // 60 % 60, at % 60)
    return logging.handlers.TimedRotatingFileHandler(
        path, when=case["when"], interval=case["interval"], backupCount=case["backupCount"], utc=case["utc"],
        atTime=at_time, encoding="utf-8")


def run(case):
    global now
    os.environ["TZ"] = case["zone"]
    time.tzset()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "shop.log")
        for name in case["files"] + ["shop.log"]:
            open(os.path.join(folder, name), "w").close()
        now = case["times"][0]
        os.utime(path, (now, now))
        handler = make_handler(path, case)
        for number, now in enumerate(case["times"][1:]):
            handler.handle(logging.LogRecord("shop", logging.INFO, "", 0, str(number), None, None))
        handler.close()
        return {name: open(os.path.join(folder, name)).read() for name in os.listdir(folder)}


def counts_interval_at_midnight():
    with tempfile.TemporaryDirectory() as folder:
        handler = logging.handlers.TimedRotatingFileHandler(
            os.path.join(folder, "x"), when="midnight", interval=2, utc=True, delay=True)
        return handler.computeRollover(1) > 86400


with open(sys.argv[1]) as file:
    results = [run(case) for case in json.load(file)]
results.append({"counts_interval_at_midnight": counts_interval_at_midnight()})
with open(sys.argv[2], "w") as file:
    json.dump(results, file)
