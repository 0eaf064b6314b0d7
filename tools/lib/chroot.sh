# shellcheck shell=bash
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# Sourced by tools/matrix: a Debian in the folder $root. What is mounted in it is mounted for one command only, in a mount
# namespace of that command's, so that nothing of this system is ever below $root when that is removed.

mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
# One compiler cache for all systems, if this one has the program.
cache=
if command -v ccache >/dev/null; then
    cache=$(ccache --get-config cache_dir)
    mkdir -p "$cache"
fi

in_chroot() { # COMMAND...
    local variable environment=(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
        DEBIAN_FRONTEND=noninteractive CI=true ${compiler:+CXX="$compiler"})
    [ -z "$cache" ] || environment+=(CCACHE_DIR=/ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache)
    for variable in http_proxy https_proxy no_proxy; do
        [ -z "${!variable:-}" ] || environment+=("$variable=${!variable}")
    done
    # shellcheck disable=SC2016 # the inner shell's variables
    unshare --mount --propagation private /bin/bash -eu -c '
        root=$1 cache=$2
        shift 2
        mount -t proc proc "$root/proc"
        mount --bind /dev "$root/dev"
        [ ! -d "$root/dev/shm" ] || mount -t tmpfs tmpfs "$root/dev/shm"
        [ -z "$cache" ] || mount --bind "$cache" "$root/ccache"
        exec chroot "$root" "$@"' - "$root" "$cache" /usr/bin/env -i "${environment[@]}" "$@" 9>&- # not the lock
}
in_chroot_apt() { in_chroot apt-get -qq -y -o Acquire::Retries=3 --no-install-recommends "$@"; }

something_is_mounted_in() { sed 's/\\040/ /g' /proc/self/mountinfo | grep -qF " $1/"; } # FOLDER

# debootstrap takes no path with a blank.
bootstrap() { # SUITE
    mkdir -p "$scratch/root" "$root" &&
        unshare --mount --propagation private /bin/bash -eu -c '
            mount --bind "$1" "$2"
            exec debootstrap --variant=minbase "$3" "$2" "$4"' - "$root" "$scratch/root" "$1" "$mirror"
}

# The chroot has this system's resolver, and trusts whom it trusts (a proxy, for one).
make_chroot() { # SUITE PACKAGE...
    local suite=$1 trusted=/etc/ssl/certs/ca-certificates.crt
    shift
    rm -rf --one-file-system "$root" && bootstrap "$suite" && mkdir -p "$root/ccache" || return
    echo '127.0.0.1 localhost' >"$root/etc/hosts" && cat /etc/resolv.conf >"$root/etc/resolv.conf" || return
    # A mirror may be weeks behind.
    echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/80mirror" || return
    in_chroot_apt update && in_chroot_apt install ca-certificates git ${cache:+ccache} "$@" || return
    [ ! -e $trusted ] || cat $trusted >"$root$trusted"
}
