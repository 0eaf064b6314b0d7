# shellcheck shell=bash
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# Sourced by the scripts in tools: why something failed, by what it has written, as a sentence with what to type.

no_network='Temporary failure|Could not resolve|(Could not|Unable to) connect|Network is unreachable|imed out|Unable to download|Failed getting release file|Failed to open TCP'

failed_for_the_network() { grep -qE "$no_network" "$1"; } # LOG
reason() { # LOG COMMAND
    if grep -qiE 'no space left|enough free space|quota exceeded' "$1"; then
        echo "the disk is full; make room (df -h . /tmp /var), then type: $2"
    elif failed_for_the_network "$1"; then
        echo "the network does not answer; when it does, type: $2"
    elif grep -qE 'Permission denied|Read-only file system' "$1"; then
        echo "$PWD/build is not writable; make it so, then type: $2"
    else
        printf 'the last that was said:\n%s' "$(tail -n 25 "$1" | sed 's/^/    /')"
    fi
}

# Makes a temporary folder with room for a log, and sets `scratch` to it; the caller removes it.
make_scratch() { # COMMAND
    if scratch=$(mktemp -d 2>/dev/null); then
        head -c 100000 /dev/zero 2>/dev/null >"$scratch/room" && rm "$scratch/room" && return
        rm -rf "$scratch"
    fi
    echo "$(basename "$0"): there is no room for temporary files in ${TMPDIR:-/tmp}; make some, or type: TMPDIR=FOLDER $1" >&2
    exit 1
}
