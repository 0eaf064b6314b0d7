# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)
"""A system for the scripts in tools: a clone, in a folder with a blank in its name, and a PATH of its own, in which what would
change the real system, or asks it, is a few lines of shell that read and write files of `base`."""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(sys.argv.pop(1))
COMPILER = sys.argv.pop(1)

REAL = ('basename bash cat chmod cp dirname env flock getconf grep head ln ls mkdir mktemp mv nproc printf rm sed sh sort tail touch '
        'true').split()

# $B is the base; `said` has each call.
FAKE = {
    'apt-get': r'''
        has() { grep -qx "$1" "$B/$2" 2>/dev/null; }
        simulated=
        for word; do
            case $word in
            -s) simulated=yes ;;
            update) [ ! -e "$B/no_network" ] || echo "W: Temporary failure resolving 'deb.debian.org'"; exit 0 ;;
            download)
                [ ! -e "$B/no_network" ] || { echo "E: Temporary failure resolving 'deb.debian.org'" >&2; exit 100; }
                touch libmsgpack-cxx-dev_4.1.3-1_all.deb; exit ;;
            esac
        done
        for word; do
            if has "$word" unknown; then echo "E: Unable to locate package $word" >&2; exit 100; fi
            victim=$(sed -n "s/^$word clashes with //p" "$B/clashes" 2>/dev/null)
            if [ -n "$victim" ] && [ -n "$simulated" ]; then
                echo "Remv $victim [1.0]"
            elif [ -n "$victim" ]; then
                case " $* " in *" --no-remove "*) echo "E: Packages need to be removed but remove is disabled." >&2; exit 100 ;; esac
                echo "$victim" >>"$B/removed"
            fi
        done
        [ -z "$simulated" ] || exit 0
        [ ! -e "$B/no_network" ] || { echo "E: Failed to fetch x  Temporary failure resolving 'deb.debian.org'" >&2; exit 100; }
        [ ! -e "$B/full" ] || { echo "E: You don't have enough free space in /var/cache/apt/archives/." >&2; exit 100; }
        for word; do case $word in -*|install|*=*) ;; *) echo "$word" >>"$B/installed" ;; esac; done''',
    'dpkg-query': r'''
        [ "$1" != -S ] || { [ -e "$B/packaged" ]; exit; }
        shift 3 # -W -f FORMAT
        printf '%s\n' "$@" | grep -xF -f "$B/installed" | sed "s/^/installed /" ''',
    'dpkg-deb': 'mkdir -p "$3/usr/include" && touch "$3/usr/include/msgpack.hpp"',
    'id': 'cat "$B/uid"',
    'sudo': '[ ! -e "$B/sudo_asks" ] || { echo "sudo: a password is required" >&2; exit 1; }; shift; exec "$@"',
    'c++': 'exec "%s" -nostdinc -isystem "$B/include" "$@"' % COMPILER,
    'cmake': '',
    'ninja': '',
    'ruby': r'''
        version=$(cat "$B/ruby_version")
        [ -n "${3:-}" ] || { echo "$version"; exit; }
        [ "$(printf '%s\n' "$version" "$3" | sort -V | head -n 1)" = "$3" ]''',
    'gem': r'''
        case $1 in
        env) echo /nowhere ;;
        list) # --silent -i NAME -v VERSION
            case $6 in ">="*) version='*' ;; *) version=$6 ;; esac
            ls "${GEM_PATH%:*}"/gems/$4-$version ;;
        install)
            [ ! -e "$B/no_network" ] || { echo "ERROR:  Unable to download data from https://rubygems.org/" >&2; exit 2; }
            folder=$4
            shift 6
            mkdir -p "$folder/gems"
            for gem; do
                echo "$gem" >"$folder/gems/${gem%:*}-${gem#*:}"
                [ ! -e "$B/full" ] || { echo "ERROR: No space left on device @ io_write" >&2; exit 1; }
                [ ! -e "$B/interrupt" ] || kill -TERM "$PPID"
            done ;;
        esac''',
}

HEADERS = 'yaml-cpp/yaml.h openssl/ssl.h zlib.h zstd.h msgpack.hpp'.split()
BOOST_HEADERS = 'log/core/core.hpp json.hpp program_options.hpp'.split()


class FakeSystem:
    def __init__(self, debian='trixie', boost='1_83'):
        self.base = Path(tempfile.mkdtemp())
        self.clone = self.base / 'a clone'
        shutil.copytree(SOURCE / 'tools', self.clone / 'tools')
        for script in (self.clone / 'tools').rglob('*'):  # it has an /etc and a /usr of its own
            if script.is_file():
                text = script.read_text()
                script.write_text(text.replace('/etc/os-release', f'{self.base}/os-release')
                                  .replace('/usr/include/', f'{self.base}/include/'))
        self.write('os-release', f'VERSION_CODENAME={debian}')
        self.write('uid', '0')
        self.write('ruby_version', '3.3.8')
        self.write('installed', '')
        self.write('packaged', '')
        for header in HEADERS:
            self.write(f'include/{header}', '')
        if boost:
            self.boost('include', boost)
        for program in REAL:
            self.link(program)
        for program, lines in FAKE.items():
            self.program(program, lines)

    def write(self, name, text):
        path = self.base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + '\n' if text else '')

    def read(self, name):
        path = self.base / name
        return path.read_text() if path.exists() else ''

    def boost(self, folder, version):
        number = version.split('_')
        for header in BOOST_HEADERS:
            self.write(f'{folder}/boost/{header}', '')
        self.write(f'{folder}/boost/version.hpp',
                   f'#define BOOST_VERSION {int(number[0]) * 100000 + int(number[1]) * 100}\n'
                   f'#define BOOST_LIB_VERSION "{version}"')

    def link(self, program):
        (self.base / 'bin').mkdir(exist_ok=True)
        found = shutil.which(program)
        if found:
            (self.base / 'bin' / program).symlink_to(found)

    def program(self, name, lines):
        self.write(f'bin/{name}', f'#!/bin/bash\nB={self.base}\necho "{name} $*" >>"$B/said"\n{lines}')
        (self.base / 'bin' / name).chmod(0o755)

    def without(self, *programs):
        for program in programs:
            (self.base / 'bin' / program).unlink()

    def start(self, command, *arguments, **environment):
        return subprocess.Popen([str(self.clone / 'tools' / command), *arguments], cwd='/', text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                env={'PATH': str(self.base / 'bin'), 'HOME': str(self.base), **environment})

    def run(self, command, *arguments, **environment):
        """Status, and what was said on both outputs."""
        process = self.start(command, *arguments, **environment)
        said, _ = process.communicate(timeout=60)
        return process.returncode, said

    def installed(self):
        return set(self.read('installed').split())

    def calls(self, beginning):
        return [line for line in self.read('said').splitlines() if line.startswith(beginning)]

    def below_deps(self):
        deps = self.clone / 'build/deps'
        return sorted(os.listdir(deps)) if deps.exists() else []

    def gems(self):
        folder = self.clone / 'build/deps/gems/gems'
        return sorted(os.listdir(folder)) if folder.exists() else []

    def remove(self):
        shutil.rmtree(self.base)
