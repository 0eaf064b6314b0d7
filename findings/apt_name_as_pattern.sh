#!/bin/bash
# Guessed: `apt-get install g++` fails ("Unable to locate package") where apt's lists are still empty, as in a new container, so that a
# script can see by the status that it has to fetch them.
# Seen, with apt 2.6.1 (Debian 12, 2.6.1): it succeeds and installs nothing. A name with a plus or a dot that no package has is taken for
# a regular expression, found anywhere in the names of the packages that are installed; `g++` is then any name with a g, such as dpkg,
# which "is already the newest version". `gawk` fails as guessed. Where some of the matches are not installed, they would be.
# With -o APT::Cmd::Pattern-Only=true names are only names (but for patterns that begin with ? or ~), and it fails; its message is about
# a package `g+`, for a plus at the end of a name that no package has means "to be installed".
#
# Needs apt's lists of Debian 12 (no root) and a network. Fails where something of it has changed.
#
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

set -eu
version=2.6.1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download apt="$version" libapt-pkg6.0="$version" 2>download || { cat download >&2; exit 1; }
for package in *.deb; do dpkg-deb -x "$package" .; done
mkdir -p lists/partial cache/archives/partial
# A system with dpkg alone, which knows of no other package.
cat >status <<'END'
Package: dpkg
Status: install ok installed
Architecture: all
Version: 1.21.22
Maintainer: Nobody <nobody@example.org>
Description: the only package here
END
: >no_sources

install() { # [OPTION] NAME
    local status=0 said
    said=$(LC_ALL=C LD_LIBRARY_PATH=$folder/usr/lib/$(gcc -print-multiarch) usr/bin/apt-get --simulate \
        -o Dir::State::status="$folder/status" -o Dir::State::lists="$folder/lists" -o Dir::Cache="$folder/cache" \
        -o Dir::Etc::sourcelist="$folder/no_sources" -o Dir::Etc::sourceparts=/dev/null \
        install "$@" 2>&1) || status=$?
    echo "install $*: status $status, $(grep -E 'newest version|^E: Unable' <<<"$said" | head -n 1)"
}
cat >expected <<'END'
install g++: status 0, dpkg is already the newest version (1.21.22).
install d.kg: status 0, dpkg is already the newest version (1.21.22).
install gawk: status 100, E: Unable to locate package gawk
install -o APT::Cmd::Pattern-Only=true g++: status 100, E: Unable to locate package g+
END
{ install g++; install d.kg; install gawk; install -o APT::Cmd::Pattern-Only=true g++; } | tee seen
diff expected seen
echo "as described: apt $version"
