# shellcheck shell=bash
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# Sourced by tools/setup: packages by apt, of which none is ever removed. Uses `say`, `logged` and `why` of it.

as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo -n)
can_be_root() { [ ${#as_root[@]} = 0 ] || "${as_root[@]}" true 2>/dev/null; }
# What a user types to install.
by_hand() {
    local sudo=
    [ ${#as_root[@]} = 0 ] || ! command -v sudo >/dev/null || sudo='sudo '
    echo "${sudo}apt-get install --no-install-recommends $*"
}

missing_packages() {
    local package there
    there=$'\n'$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null)$'\n'
    for package in "$@"; do
        [[ $there == *$'\n'"installed $package"$'\n'* ]] || echo "$package"
    done | sort -u
}

# Pattern-Only: apt takes a name that it does not know, such as g++ without its lists, for a regular expression otherwise.
apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 LANGUAGE= apt-get -qq -y \
        -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 -o APT::Cmd::Pattern-Only=true "$@"
}
apt_install() { apt install --no-install-recommends --no-remove "$@"; }

install_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} != 0 ] || return 0
    if ! can_be_root; then
        say "packages are missing, and only root can install them; as root, type: $(by_hand --no-remove "${missing[@]}")"
        return
    fi
    say "installing ${missing[*]}"
    : >"$log"
    logged apt_install "${missing[@]}" && return
    # The lists may be absent or out of date: they are fetched only now.
    if ! failed_for_the_network "$log"; then
        logged apt update
        logged apt_install "${missing[@]}" && return
    fi
    install_some "${missing[@]}"
}

# One package that cannot be had keeps apt from installing the others.
install_some() {
    local package plan removed possible=() unknown=() clashing=() kept=()
    for package in "$@"; do
        if ! plan=$(apt -s install --no-install-recommends "${possible[@]}" "$package" 2>/dev/null); then
            unknown+=("$package")
            continue
        fi
        mapfile -t removed < <(sed -n 's/^Remv \([^ ]*\).*/\1/p' <<<"$plan")
        if [ ${#removed[@]} = 0 ]; then
            possible+=("$package")
        else
            clashing+=("$package")
            kept+=("${removed[@]}")
        fi
    done
    if [ ${#clashing[@]} != 0 ]; then
        mapfile -t kept < <(printf '%s\n' "${kept[@]}" | sort -u)
        say "${kept[*]} would have to be removed for ${clashing[*]}, and nothing is; to have them replaced, type:" \
            "$(by_hand "${clashing[@]}")"
    fi
    if [ ${#unknown[@]} != 0 ]; then
        if failed_for_the_network "$log"; then
            say "apt cannot install ${unknown[*]}: $(why)"
        else
            say "apt's sources have no ${unknown[*]} that can be installed; to see why, type: apt-get -s install ${unknown[*]}"
        fi
    fi
    [ ${#possible[@]} != 0 ] || return 0
    # All of them have been tried before.
    [ ${#possible[@]} != $# ] && logged apt_install "${possible[@]}" && return
    say "apt cannot install ${possible[*]}: $(why)"
}

# The package of msgpack-c requires the distribution's default Boost, beside which no other can be installed. Its headers
# do with each.
unpack_msgpack() {
    chmod 755 "$scratch" && (cd "$scratch" && apt-get -qq download libmsgpack-cxx-dev) && # by a user of apt's own
        mkdir -p "$msgpack.new" && dpkg-deb -x "$scratch"/libmsgpack-cxx-dev*.deb "$msgpack.new" &&
        rm -rf "$msgpack" && mv "$msgpack.new" "$msgpack"
}
install_msgpack() {
    say "unpacking the headers of msgpack-c into $msgpack"
    : >"$log"
    logged unpack_msgpack || { can_be_root && logged apt update && logged unpack_msgpack; } ||
        say "the headers of msgpack-c cannot be had: $(why)"
}
