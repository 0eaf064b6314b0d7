#!/usr/bin/env python3
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)
"""tools/quickstart says in a sentence why it cannot go on. That it does what it is for is tested by tools/matrix, on each system.

    quickstart.py ROOT COMPILER
"""
import unittest

from fake_system import FakeSystem


class Quickstart(unittest.TestCase):
    def setUp(self):
        self.system = FakeSystem()
        self.addCleanup(self.system.remove)
        self.system.run('setup')

    def last_words(self, *arguments, **environment):
        status, said = self.system.run('quickstart', *arguments, **environment)
        self.assertEqual(status, 1, said)
        self.assertEqual(list(self.system.base.glob('tmp.*')), [])
        return [line for line in said.splitlines() if not line.startswith('==> ')]

    def test_a_disk_that_becomes_full_while_it_builds(self):
        self.system.program('cmake', 'echo "fatal error: error writing to x.s: No space left on device"; exit 1')
        self.assertEqual(self.last_words(TMPDIR=str(self.system.base)),
                         ['quickstart: the build failed: the disk is full; make room (df -h . /tmp /var), then type: tools/quickstart'])

    def test_a_build_that_fails_shows_why(self):
        self.system.program('cmake', 'echo "x.cpp:1:1: error: what is this"; exit 1')
        self.assertEqual(self.last_words(), ['quickstart: the build failed: the last that was said:', '    x.cpp:1:1: error: what is this'])

    def test_no_room_for_temporary_files(self):
        self.assertEqual(self.last_words('--fluentd', TMPDIR='/nowhere'),
                         ['quickstart: there is no room for temporary files in /nowhere; make some, or type: '
                          'TMPDIR=FOLDER tools/quickstart --fluentd'])

    def test_it_stops_where_the_set_up_does(self):
        self.system.without('ninja')
        self.assertEqual(self.last_words(), ['setup: the library cannot be built yet; missing: ninja'])


if __name__ == '__main__':
    unittest.main()
