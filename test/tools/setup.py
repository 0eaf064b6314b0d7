#!/usr/bin/env python3
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)
"""tools/setup installs what is missing and removes nothing; where it cannot, it says in a sentence what is wrong and what to
type, and leaves nothing half made.

    setup.py ROOT COMPILER
"""
import fcntl
import os
import unittest

from fake_system import FakeSystem

BUILD = {'g++', 'cmake', 'ninja-build', 'git', 'ca-certificates', 'libyaml-cpp-dev', 'libssl-dev', 'zlib1g-dev', 'libzstd-dev'}
PARTS = ('log', 'json', 'program-options')


class Setup(unittest.TestCase):
    def system(self, *arguments, **keywords):
        made = FakeSystem(*arguments, **keywords)
        self.addCleanup(made.remove)
        return made

    def check(self, system, status, *words, command=('build',), **environment):
        """It ends with that status, has said each of the words, and nothing if there are none."""
        actual, said = system.run('setup', *command, **environment)
        self.assertEqual(actual, status, said)
        for word in words:
            self.assertIn(word, said)
        if not words:
            self.assertEqual(said, '')
        self.assertEqual(system.read('removed'), '')
        self.assertFalse([name for name in system.below_deps() if name.endswith('.new')])
        return said

    # --- packages -------------------------------------------------------------------------------------------

    def test_installs_what_is_missing_and_then_has_nothing_to_do(self):
        system = self.system(boost=None)
        self.check(system, 1, 'setup: installing', 'missing: ')  # no Boost appears by this apt
        self.assertEqual(system.installed(), BUILD | {'libboost-dev', 'libmsgpack-cxx-dev'} | {f'libboost-{p}-dev' for p in PARTS})
        system = self.system()
        self.check(system, 0, 'setup: installing')
        calls = len(system.calls('apt-get'))
        self.check(system, 0)
        self.assertEqual(len(system.calls('apt-get')), calls)

    def test_debian_12_has_boost_1_81(self):
        system = self.system('bookworm', boost=None)
        self.check(system, 1, 'setup: installing')
        self.assertTrue({'libboost1.81-dev'} | {f'libboost-{p}1.81-dev' for p in PARTS} <= system.installed())
        self.assertNotIn('libmsgpack-cxx-dev', system.installed())

    def test_keeps_the_boost_that_is_there(self):
        system = self.system(boost='1_88')
        (system.base / 'include/msgpack.hpp').unlink()
        self.check(system, 0, 'unpacking the headers of msgpack-c', command=('all',))
        self.assertTrue({'libboost1.88-dev', 'libboost-test1.88-dev', 'libboost1.88-tools-dev'} <= system.installed())
        self.assertFalse({name for name in system.installed() if 'boost' in name and '1.88' not in name})
        self.assertEqual(system.below_deps(), ['gems', 'msgpack-cxx'])

    def test_an_older_boost_is_named_and_not_removed(self):
        system = self.system('bookworm', boost='1_74')
        system.write('clashes', 'libboost1.81-dev clashes with libboost1.74-dev')
        self.check(system, 1, 'libboost1.74-dev would have to be removed for libboost1.81-dev',
                   'type: apt-get install --no-install-recommends libboost1.81-dev\n',
                   'missing: Boost 1.81 or newer', 'is of 1.74')
        self.assertIn('cmake', system.installed())  # all else is

    def test_an_unknown_package_does_not_keep_the_others_out(self):
        system = self.system()
        system.write('unknown', 'libzstd-dev')
        self.check(system, 0, "apt's sources have no libzstd-dev that can be installed", 'type: apt-get -s install libzstd-dev')
        self.assertEqual(system.installed() & BUILD, BUILD - {'libzstd-dev'})
        self.assertEqual(len(system.calls('apt-get -qq -y -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 '
                                          '-o APT::Cmd::Pattern-Only=true update')), 1)

    def test_no_removal_is_permitted_to_apt(self):
        system = self.system()
        self.check(system, 0, 'installing')
        for call in system.calls('apt-get'):
            self.assertIn(' --no-remove ', call)

    # --- a Boost of the user's ------------------------------------------------------------------------------

    def test_boost_root_and_cmake_prefix_path(self):
        for variable, folder in (('Boost_ROOT', 'my boost'), ('CMAKE_PREFIX_PATH', 'nowhere:{}/my boost')):
            system = self.system('bookworm', boost=None)
            (system.base / 'packaged').unlink()
            system.boost('my boost/include', '1_90')
            value = folder.format(system.base) if '{' in folder else str(system.base / folder)
            self.check(system, 0, 'installing', **{variable: value})
            self.assertEqual(system.installed(), BUILD)

    def test_boost_root_without_boost(self):
        system = self.system()
        self.check(system, 1, 'Boost_ROOT is /nowhere, which has no include/boost/version.hpp; type: Boost_ROOT=FOLDER tools/setup',
                   Boost_ROOT='/nowhere')

    def test_too_old_a_boost_that_is_no_package(self):
        system = self.system(boost='1_80')
        (system.base / 'packaged').unlink()
        self.check(system, 1, 'is of 1.80; if another is elsewhere, type: Boost_ROOT=FOLDER tools/setup build')

    # --- what may be missing --------------------------------------------------------------------------------

    def test_no_root(self):
        system = self.system()
        system.write('uid', '1000')
        system.write('sudo_asks', '')
        self.check(system, 0, 'only root can install them; as root, type: sudo apt-get install --no-install-recommends --no-remove')
        system.without('sudo')
        self.check(system, 0, 'type: apt-get install --no-install-recommends --no-remove ca-certificates cmake g++')
        self.assertEqual(system.installed(), set())

    def test_a_sudo_that_asks_nothing(self):
        system = self.system()
        system.write('uid', '1000')
        self.check(system, 0, 'installing')
        self.assertTrue(BUILD <= system.installed())

    def test_no_network(self):
        system = self.system(boost='1_88')
        (system.base / 'include/msgpack.hpp').unlink()
        system.write('no_network', '')
        again = 'the network does not answer; when it does, type: tools/setup all'
        said = self.check(system, 1, 'cmake', again, 'the headers of msgpack-c cannot be had: ' + again,
                          'the gems cannot be installed: ' + again, 'missing: msgpack.hpp', command=('all',))
        self.assertEqual(said.count(again), 3)
        self.assertEqual(system.below_deps(), [])

    def test_a_full_disk(self):
        system = self.system()
        system.write('full', '')
        again = 'the disk is full; make room (df -h . /tmp /var), then type: tools/setup tests'
        self.check(system, 0, again, 'the gems cannot be installed: ' + again, 'there is no Fluentd', command=('tests',))
        self.assertEqual(system.gems(), [])

    def test_no_room_for_temporary_files(self):
        self.check(self.system(), 1, 'there is no room for temporary files in /nowhere; make some, or type: TMPDIR=FOLDER',
                   TMPDIR='/nowhere')

    def test_no_apt(self):
        system = self.system()
        system.without('apt-get')
        self.check(system, 0, 'no apt-get here, so nothing is installed', 'Boost 1.81')

    def test_no_compiler(self):
        self.check(self.system(), 1, 'missing: a C++ compiler (CXX is no-such)', CXX='no-such')

    def test_a_locale_that_is_not_there(self):
        system = self.system()
        system.run('setup', 'all')
        status, said = system.run('setup', 'all', LC_ALL='de_DE.UTF-8', LANGUAGE='de')
        self.assertEqual(status, 0)
        self.assertFalse([line for line in said.splitlines() if 'setlocale' not in line], said)  # that is bash itself

    def test_a_word_that_it_does_not_know(self):
        self.check(self.system(), 64, 'usage: tools/setup', command=('everything',))

    def test_no_nproc(self):
        system = self.system()
        expected = system.run('cores')
        self.assertGreater(int(expected[1]), 0)
        system.without('nproc')
        self.assertGreater(int(system.run('cores')[1]), 0)
        system.without('getconf')
        self.assertEqual(system.run('cores'), (0, '1\n'))

    # --- gems -----------------------------------------------------------------------------------------------

    def test_the_newest_fluentd_that_the_ruby_takes(self):
        for ruby, fluentd in (('2.7.0', '1.18.0'), ('3.1.2', '1.18.0'), ('3.2.0', '1.19.4'), ('3.3.8', '1.20.1'), ('4.0.0', '1.20.1')):
            system = self.system()
            system.write('ruby_version', ruby)
            self.check(system, 0, f'installing the gems fluentd:{fluentd} into', command=('fluentd',))
            self.assertEqual(system.gems(), [f'fluentd-{fluentd}'])
            self.check(system, 0, command=('fluentd',))

    def test_a_fluentd_alone_does_not_need_what_the_library_does(self):
        system = self.system(boost=None)
        self.check(system, 0, 'installing', command=('fluentd',))
        self.assertEqual(system.installed(), {'ruby', 'ruby-dev', 'gcc', 'g++', 'make'})

    def test_a_ruby_that_is_too_old(self):
        system = self.system()
        system.write('ruby_version', '2.5.1')
        self.check(system, 1, 'requires Ruby 2.7 or newer, and this is 2.5.1', 'type: tools/setup fluentd', command=('fluentd',))

    def test_no_ruby(self):
        system = self.system()
        system.without('ruby')
        self.check(system, 1, 'there is no Ruby here', 'there is no Fluentd', command=('fluentd',))
        self.check(system, 0, 'there is no Ruby here', 'there is no Fluentd', command=('all',))

    def test_gems_are_whole_or_as_before(self):
        system = self.system()
        self.check(system, 0, 'installing', command=('fluentd',))
        system.write('full', '')
        self.check(system, 0, 'the gems cannot be installed: the disk is full', command=('tests',))
        self.assertEqual(system.gems(), ['fluentd-1.20.1'])
        (system.base / 'full').unlink()
        self.check(system, 0, 'installing the gems fluent-logger:0.11.0', command=('tests',))
        self.assertEqual(system.gems(), ['fluent-logger-0.11.0', 'fluentd-1.20.1'])

    def test_an_interruption_leaves_nothing(self):
        system = self.system()
        system.run('setup', 'build')
        system.write('interrupt', '')
        status, _ = system.run('setup', 'fluentd')
        self.assertNotEqual(status, 0)
        self.assertFalse([name for name in system.below_deps() if name.endswith('.new')])

    def test_two_at_a_time(self):
        system = self.system()
        deps = system.clone / 'build/deps'
        deps.mkdir(parents=True)
        lock = os.open(deps, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = system.start('setup', 'build')
        self.assertIn('setup: waiting for another tools/setup', process.stdout.readline())
        self.assertEqual(system.installed(), set())
        os.close(lock)
        said, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, said)
        self.assertEqual(system.installed() & BUILD, BUILD)


if __name__ == '__main__':
    unittest.main()
