# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

"""Checks the workflows in .github: each is YAML that names jobs with steps, the scripts and presets that they call exist, no job may
run without end, and matrix.yml has the rows of tools/matrix."""

import json
import os
import pathlib
import re
import subprocess
import sys

try:
    import yaml
except ImportError:
    print("PyYAML is not there: run tools/setup all")
    sys.exit(1 if os.environ.get("CI") else 77)

root = pathlib.Path(sys.argv[1])
presets = {preset["name"] for preset in json.loads((root / "CMakePresets.json").read_text())["configurePresets"]}
mistakes = []


def check_command(where, command):
    for script in re.findall(r"(?:^|\s)(?:\./)?((?:tools|\.ci)/[\w.-]+)", command):
        if not os.access(root / script, os.X_OK):
            mistakes.append(f"{where}: {script} is no program here")
    for preset in re.findall(r"--preset (\w+)", command):
        if preset not in presets:
            mistakes.append(f"{where}: CMakePresets.json has no preset {preset}")


def expanded(command, values):
    """The command with each value that the job's own matrix gives it."""
    commands = [command]
    for name, choices in values.items():
        variable = "${{ matrix." + name + " }}"
        commands = [text.replace(variable, choice) for text in commands for choice in (choices if variable in text else [""])]
    return commands


def check_job(where, job):
    if "timeout-minutes" not in job:
        mistakes.append(f"{where}: it has no timeout-minutes")
    for step in job["steps"]:
        for command in expanded(step.get("run", ""), job.get("strategy", {}).get("matrix", {})):
            if "${{ matrix." in command:
                mistakes.append(f"{where}: the job has no such value: {command}")
            check_command(where, command)


def check_rows(workflow):
    rows = {f"tools/matrix {row}" for row in workflow["jobs"]["row"]["strategy"]["matrix"]["row"]}
    listed = set(subprocess.run([root / "tools/matrix"], capture_output=True, check=True, text=True).stdout.splitlines())
    for row in sorted(rows ^ listed):
        mistakes.append(f"matrix.yml or tools/matrix lacks the row: {row}")


files = sorted((root / ".github/workflows").glob("*.yml"))
if not files:
    mistakes.append(".github/workflows has no workflow")
for file in files:
    workflow = yaml.safe_load(file.read_text())
    for name, job in workflow["jobs"].items():
        check_job(f"{file.name}, job {name}", job)
    if file.name == "matrix.yml":
        check_rows(workflow)
for file in sorted((root / ".github/ISSUE_TEMPLATE").glob("*.yml")):
    if file.name != "config.yml" and not {"name", "description", "body"} <= yaml.safe_load(file.read_text()).keys():
        mistakes.append(f"{file.name}: a template has name, description and body")

print("\n".join(mistakes) or f"{len(files)} workflows")
sys.exit(bool(mistakes))
