#!/usr/bin/env python3
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)
"""The tools that work in chroots say what they need; tools/matrix takes the rows that it lists. What they do in a chroot is tested
by running them.

    matrix.py ROOT COMPILER
"""
import unittest

from fake_system import FakeSystem


class Matrix(unittest.TestCase):
    def setUp(self):
        self.system = FakeSystem()
        self.addCleanup(self.system.remove)
        self.system.program('debootstrap', 'exit 1')
        self.system.program('unshare', 'exit 1')  # nothing is mounted by this test
        self.system.program('git', 'echo abcdef')

    def check(self, command, status, words, **environment):
        actual, said = self.system.run('matrix', *command.split(), **environment)
        self.assertEqual(actual, status, said)
        self.assertIn(words, said)
        self.assertEqual(self.system.calls('debootstrap'), [])

    def test_what_it_needs(self):
        command = 'debian13 --boost 1.88 --quick'
        self.check(command, 77, 'matrix: mounting is not permitted here')
        self.check(command, 1, 'matrix: mounting is not permitted here', CI='true')
        self.system.program('git', 'exit 1')
        self.check(command, 77, 'is not a git clone; in one, type: tools/matrix debian13 --boost 1.88 --quick')
        self.system.without('debootstrap')
        self.check(command, 77, 'debootstrap is missing; type: apt-get install debootstrap')
        self.system.write('uid', '1000')
        self.check(command, 77, 'a chroot needs root; as root, type: tools/matrix debian13 --boost 1.88 --quick\n')
        self.check(command, 1, 'a chroot needs root', CI='true')

    def test_it_takes_the_rows_that_it_lists(self):
        status, rows = self.system.run('matrix')
        self.assertEqual(status, 0)
        self.assertGreater(len(rows.splitlines()), 5)
        self.system.write('uid', '1000')
        for row in rows.splitlines():
            self.assertTrue(row.startswith('tools/matrix '))
            self.check(row[len('tools/matrix '):], 77, f'as root, type: {row}\n')

    def test_a_row_that_there_is_not(self):
        for command in ('debian11', 'debian13 --boost', 'debian13 --boost new', 'sid --gcc --quick', 'sid --fast', 'debian12 ../..'):
            self.check(command, 64, 'usage: tools/matrix')
        self.check('debian12 --quick --write', 64, 'a row of doc/platforms.md has every test')

    def check_other(self, command, status, words):
        actual, said = self.system.run(*command.split())
        self.assertEqual(actual, status, said)
        self.assertIn(words, said)

    def test_the_others_need_the_same(self):
        self.check_other('deb', 77, 'deb: mounting is not permitted here')
        self.check_other('cross arm64', 77, 'cross: mounting is not permitted here')
        self.system.write('uid', '1000')
        self.check_other('deb', 77, 'deb: a chroot needs root; as root, type: tools/deb\n')
        self.check_other('cross s390x', 77, 'cross: a chroot needs root; as root, type: tools/cross s390x debian13\n')
        self.check_other('deb --fast', 64, 'usage: tools/deb')
        self.check_other('cross', 64, 'usage: tools/cross')
        self.check_other('cross sparc', 64, 'usage: tools/cross')
        self.check_other('cross arm64 debian10', 64, 'usage: tools/cross')


if __name__ == '__main__':
    unittest.main()
