#!/usr/bin/env python3
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)
"""Checks the layers of lib/ and include/ against the table in doc/design.md.

    check.py ROOT

Fails on an #include of a file in a folder, or of a library, that the table does not allow, on a folder or a public header that the
table does not have, on a public header that is implemented nowhere, on a public header that reaches Asio or msgpack, on the name of
something that not every system has outside lib/os, and on an #if that asks for a version of Boost anywhere but in
lib/base/boost_versions.hpp.

    check.py --arrows ROOT     prints how often files of each folder include files of each other one, too
    check.py --expect ROOT     ROOT has mistakes: passes where just those of ROOT/expected.txt are found
"""
import re
import sys
from collections import Counter
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)
VERSION_OF_BOOST = re.compile(r'^\s*#\s*(?:if|elif)\b.*\bBOOST_(?:\w+_)?VERSION\b', re.MULTILINE)
ROW = re.compile(r'^\|\s*(\d+)\s*\|\s*`lib/([^`]+)`\s*\|[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|\s*$')
SUFFIXES = ('.hpp', '.cpp', '.h', '.ipp', '.inl')
OF_ONE_SYSTEM = re.compile(
    r'\b(?:__linux__|__APPLE__|__\w+BSD__|SIOC\w+|TCP_KEEP\w+|TCP_USER_\w+|accept4|dup3|pipe2|eventfd|memfd_\w+|SOCK_CLOEXEC'
    r'|secure_getenv|dladdr1?|dlinfo|SYS_\w+|gettid|sched_\w+cpu|madvise|MADV_\w+|MAP_ANON\w*|pthread_[gs]etname_np'
    r'|SO_PEERCRED|MSG_NOSIGNAL|st_[mc]tim(?:espec)?|epoll_\w+|inotify_\w+|prctl)\b|"/(?:proc|sys|dev/shm)/')
COMMENT = re.compile(r'//.*')
LIBRARIES = {'boost/log/': 'Boost.Log', 'boost/asio': 'Asio', 'openssl/': 'OpenSSL', 'msgpack': 'msgpack-c'}


class Folder:
    def __init__(self, layer, name, knows, only, headers):
        self.layer = int(layer)
        self.name = name
        self.knows = [library.strip() for library in knows.split(',')]
        self.only = re.findall(r'`([^`]+)`', only)  # what it may include, where that is not all below it
        marked = re.findall(r'`([^`]+)`(\*?)', headers)
        self.headers = {header for header, _ in marked}
        self.without_source = {header for header, star in marked if star}

    def may_include(self, other):
        if other.name == self.name:
            return True
        return other.name in self.only if self.only else other.layer < self.layer


def read_table(root):
    rows = (ROW.match(line) for line in (root / 'doc/design.md').read_text().splitlines())
    return {row[2]: Folder(*row.groups()) for row in rows if row}


def sources_below(folder):
    return sorted(path for path in folder.rglob('*') if path.suffix in SUFFIXES)


class Tree:
    def __init__(self, root):
        self.root = root
        self.table = read_table(root)
        self.errors = []
        self.arrows = Counter()
        self.public = root / 'include/log_fluentd'
        self.of_header = {header: folder for folder in self.table.values() for header in folder.headers}

    def folder_of_header(self, name):
        return self.of_header.get(name)

    def folder_of(self, path):
        if self.public in path.parents:
            return self.folder_of_header(path.relative_to(self.public).as_posix())
        return self.table.get(path.parent.relative_to(self.root / 'lib').as_posix())

    def included_folder(self, quoted, angled):
        if quoted:
            return self.table.get(quoted.rpartition('/')[0])
        if angled.startswith('log_fluentd/'):
            return self.folder_of_header(angled[len('log_fluentd/'):])
        return None

    def check_library(self, where, own, name):
        for prefix, library in LIBRARIES.items():
            if name.startswith(prefix) and library not in own.knows:
                self.errors.append(f'{where}: includes {name}; {own.name} does not know {library}')

    def check_file(self, path):
        where = path.relative_to(self.root)
        own = self.folder_of(path)
        if not own:
            self.errors.append(f'{where}: its folder, or the header, is not in the table of doc/design.md')
            return
        text = path.read_text()
        if own.name != 'os':
            for name in sorted(set(OF_ONE_SYSTEM.findall(COMMENT.sub('', text)))):
                self.errors.append(f'{where}: has {name}, which not every system has: it belongs into lib/os')
        if VERSION_OF_BOOST.search(text) and where.as_posix() != 'lib/base/boost_versions.hpp':
            self.errors.append(f'{where}: asks for a version of Boost, which lib/base/boost_versions.hpp alone may')
        for quoted, angled in INCLUDE.findall(text):
            self.check_library(where, own, angled)
            other = self.included_folder(quoted, angled)
            if not other:
                if quoted or angled.startswith('log_fluentd/'):
                    self.errors.append(f'{where}: includes {quoted or angled}, which is in no folder of the table')
                continue
            if other.name != own.name:
                self.arrows[own.name, other.name] += 1
            if not own.may_include(other):
                self.errors.append(f'{where}: includes {quoted or angled}; {own.name} may not include {other.name}')

    def check_stems(self):
        for folder in self.table.values():
            for header in sorted(folder.headers):
                stem = Path(header).stem
                if not (self.public / header).exists():
                    self.errors.append(f'{header}: the table has it, but it is not there')
                elif (header not in folder.without_source
                      and not (self.root / 'lib' / folder.name / f'{stem}.cpp').exists()):
                    self.errors.append(f'{header}: lib/{folder.name}/{stem}.cpp, its source, is not there')

    def check_reach(self):
        """A public header may reach neither Asio, but for asio.hpp, nor msgpack."""
        for header in sources_below(self.public):
            seen, left = set(), [header]
            while left:
                at = left.pop()
                if at in seen or not at.exists():
                    continue
                seen.add(at)
                for _, name in INCLUDE.findall(at.read_text()):
                    if name.startswith('log_fluentd/'):
                        left.append(self.public.parent / name)
                    elif name.startswith('msgpack') or (name.startswith('boost/asio') and header.name != 'asio.hpp'):
                        self.errors.append(f'{header.relative_to(self.root)}: reaches {name}')

    def check(self):
        if not self.table:
            self.errors.append('doc/design.md has no table of the folders of lib')
        for path in sources_below(self.root / 'lib') + sources_below(self.root / 'include'):
            self.check_file(path)
        self.check_stems()
        self.check_reach()


def main(arguments):
    root = Path(arguments[-1]).resolve()
    tree = Tree(root)
    tree.check()
    if arguments[0] == '--expect':
        expected = (root / 'expected.txt').read_text().splitlines()
        print('\n'.join(f'not expected: {error}' for error in tree.errors if error not in expected))
        print('\n'.join(f'not found: {error}' for error in expected if error not in tree.errors))
        return 0 if tree.errors and sorted(tree.errors) == sorted(expected) else 1
    if arguments[0] == '--arrows':
        for (source, target), count in sorted(tree.arrows.items()):
            print(f'{source} -> {target}: {count}')
    print('\n'.join(tree.errors))
    return 1 if tree.errors else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
