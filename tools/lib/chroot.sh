# shellcheck shell=bash
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# Sourced by tools/matrix, tools/cross and tools/deb: a Debian in the folder $root, and steps that are written into $log; $again is the
# command that tries anew. What is mounted in the folder is mounted for one command only, in a mount namespace of that command's, so that
# nothing of this system is ever below it when it is removed.

name=$(basename "$0")
say() { echo "$name: $*" >&2; }
lacks() {
    say "$*"
    [ "${CI:-}" = true ] && exit 1
    say "nothing was done"
    exit 77
}
need_chroots() {
    [ "$(id -u)" = 0 ] || lacks "a chroot needs root; as root, type: $again"
    command -v debootstrap >/dev/null || lacks "debootstrap is missing; type: apt-get install debootstrap, then: $again"
    git rev-parse --verify --quiet HEAD >/dev/null || lacks "$PWD is not a git clone; in one, type: $again"
    unshare --mount true 2>/dev/null || lacks "mounting is not permitted here, as in a container without privileges; on a machine, type: $again"
}
# Two builds in one chroot would disturb each other.
lock_chroot() { # FOLDER
    exec 9>"$1.lock"
    flock --nonblock 9 || lacks "another $name is at work in $1; when it has ended, type: $again"
}

logged() { "$@" >>"$log" 2>&1 </dev/null; }
# Of a step that fails, the reason is shown.
step() { # TITLE COMMAND...
    local title=${row:+$row: }$1 started=$SECONDS before
    shift
    before=$(wc -c <"$log")
    logged "$@" || {
        tail -c +$((before + 1)) "$log" >"$scratch/failed"
        say "$title failed (all of it: $log): $(reason "$scratch/failed" "$again")"
        exit 1
    }
    echo "=== $title: $((SECONDS - started)) s"
}

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
    [ -z "$cache" ] || [ ! -x "$root/usr/bin/ccache" ] || environment+=(CCACHE_DIR=/ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache)
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

# Which of the targets that `ninja -t targets all` names are programs of such tests.
programs_of_tests() { # REGEX
    sed -nE "s/^(test_($1)_[a-z_0-9]+): phony\$/\1/p"
}

trust_whom_this_system_trusts() { # a proxy, for one
    local trusted=/etc/ssl/certs/ca-certificates.crt
    [ ! -e $trusted ] || install -D -m 644 $trusted "$root$trusted"
}
# With this system's resolver, and no more than the smallest Debian has.
bare_chroot() { # SUITE
    rm -rf --one-file-system "$root" && bootstrap "$1" && mkdir -p "$root/ccache" || return
    echo '127.0.0.1 localhost' >"$root/etc/hosts" && cat /etc/resolv.conf >"$root/etc/resolv.conf" || return
    # A mirror may be weeks behind.
    echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/80mirror" || return
    trust_whom_this_system_trusts && in_chroot_apt update
}
make_chroot() { # SUITE PACKAGE...
    bare_chroot "$1" && in_chroot_apt install ca-certificates git ${cache:+ccache} "${@:2}" && trust_whom_this_system_trusts
}
