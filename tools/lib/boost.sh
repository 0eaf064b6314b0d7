# shellcheck shell=bash
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# Sourced by tools/setup: what the compiler finds, and which Boost it is. Sets
#   boost            the version in the names of its packages, empty for the distribution's default
#   foreign_boost    "yes" if it comes from no package

cxx=${CXX:-c++}
msgpack=build/deps/msgpack-cxx # where the headers of msgpack-c are unpacked if its package cannot be installed

# Where CMake looks before the system's folders; these variables are its, and only read here.
include_flags=(-I "$msgpack/usr/include")
IFS=: read -ra prefixes <<<"${Boost_ROOT:-}:${CMAKE_PREFIX_PATH:-}"
for prefix in "${prefixes[@]}"; do
    [ -z "$prefix" ] || include_flags+=(-I "$prefix/include")
done

preprocess() { printf '%s\n' "$@" | "$cxx" -std=c++17 "${include_flags[@]}" -E -x c++ - 2>/dev/null; }
has_header() { preprocess "#if !__has_include(<$1>)" '#error' '#endif' >/dev/null; }

# Where the compiler finds Boost; without a compiler, where packages have it.
boost_header() {
    local found=/usr/include/boost/version.hpp
    ! command -v "$cxx" >/dev/null ||
        found=$(preprocess '#include <boost/version.hpp>' | sed -n 's/^# 1 "\(.*boost\/version\.hpp\)".*/\1/p' | head -n 1)
    [ -e "$found" ] && echo "$found"
}
boost_version() { sed -n 's/^#define BOOST_LIB_VERSION "\([0-9]*\)_\([0-9]*\).*/\1.\2/p' "$1"; } # HEADER
is_too_old() { [ "$(printf '%s\n' "$1" 1.81 | sort -V | head -n 1)" != 1.81 ]; }                   # VERSION

# Debian has packages of more than one Boost, which exclude each other; the default's names have no version.
on_debian_12() { grep -qx 'VERSION_CODENAME=bookworm' /etc/os-release 2>/dev/null; }
choose_boost() {
    local header
    boost='' foreign_boost=''
    ! on_debian_12 || boost=1.81
    header=$(boost_header) || return 0
    if ! dpkg-query -S "$header" >/dev/null 2>&1; then # likewise where there is no dpkg-query
        foreign_boost=yes
    elif ! is_too_old "$(boost_version "$header")"; then
        boost=$(boost_version "$header")
    fi
}
