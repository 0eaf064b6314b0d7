# shellcheck shell=bash
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

# Sourced by tools/setup: Fluentd, and other gems, in build/deps/gems. Uses `say`, `logged` and `why` of it.

gems=$PWD/build/deps/gems
has_ruby() { command -v gem >/dev/null && command -v ruby >/dev/null; }
has_gem() { GEM_PATH="$gems:$(gem env gempath)" gem list --silent -i "$1" -v "$2" >/dev/null 2>&1; } # NAME VERSION

# They are installed beside their place, which has those of before or all.
fill_gems() {
    rm -rf "$gems.new" && mkdir -p "$gems.new" && { ! [ -e "$gems" ] || cp -a "$gems/." "$gems.new"; } &&
        gem install --no-document --install-dir "$gems.new" --bindir "$gems.new/bin" "$@" &&
        rm -rf "$gems" && mv "$gems.new" "$gems"
}
install_gems() { # NAME:VERSION...
    local gem missing=()
    for gem in "$@"; do
        has_gem "${gem%:*}" "${gem#*:}" || missing+=("$gem")
    done
    [ ${#missing[@]} != 0 ] || return 0
    say "installing the gems ${missing[*]} into build/deps/gems"
    : >"$log"
    logged fill_gems "${missing[@]}" || say "the gems cannot be installed: $(why)"
}

ruby_is() { ruby -e 'exit Gem::Version.new(RUBY_VERSION) >= Gem::Version.new(ARGV[0])' "$1"; } # VERSION
# The newest that the Ruby takes.
fluentd_version() {
    if ruby_is 3.3; then
        echo 1.20.1
    elif ruby_is 3.2; then
        echo 1.19.4
    elif ruby_is 2.7; then
        echo 1.18.0
    else
        return 1
    fi
}
install_fluentd() { # OTHER GEMS...
    local version
    if ! has_ruby; then
        say "there is no Ruby here, so Fluentd is not installed"
    elif version=$(fluentd_version); then
        install_gems "fluentd:$version" "$@"
    else
        say "Fluentd requires Ruby 2.7 or newer, and this is $(ruby -e 'puts RUBY_VERSION'); with a newer one first in PATH," \
            "type: tools/setup $what"
    fi
}
