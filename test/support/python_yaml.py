# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

"""What PyYAML makes of plain scalars, for the tests of dict_config.

    python_yaml.py SCALARS RESULTS

SCALARS is a file with a list of texts as JSON. RESULTS takes a list with, for each, {"value": ...}, {"real": text} of a
floating point number, {"other": text} where it is nothing that JSON has, or null where it is not a plain scalar.
"""

import json
import math
import sys

import yaml


def is_plain(text):
    try:
        (_, node), = yaml.compose("v: " + text + "\n").value
    except (yaml.YAMLError, AttributeError, ValueError):
        return False
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value == text


def load(text):
    if not is_plain(text):
        return None
    try:
        value = yaml.safe_load("v: " + text + "\n")["v"]
    except (yaml.YAMLError, ValueError) as error:
        return {"other": str(error)}
    if value is None or isinstance(value, (bool, str)):
        return {"value": value}
    if isinstance(value, int) and -2**63 <= value < 2**64:
        return {"value": value}
    if isinstance(value, float) and math.isfinite(value):
        return {"real": repr(value)}
    return {"other": repr(value)}


with open(sys.argv[1]) as file:
    results = [load(text) for text in json.load(file)]
with open(sys.argv[2], "w") as file:
    json.dump(results, file)
