# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

"""A Conan 2 recipe that lies in the sources, and builds them: conan create packaging/conan --build=missing"""

import os
import re

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rmdir

required_conan_version = ">=2.0"


class LogFluentdConan(ConanFile):
    name = "log_fluentd"
    description = "A Boost.Log sink that ships log records to Fluentd and Fluent Bit"
    license = "BSL-1.0"
    topics = ("boost", "logging", "fluentd", "fluent-bit")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False]}
    default_options = {"shared": False, "fPIC": True, "msgpack-cxx/*:use_boost": False}
    implements = ["auto_shared_fpic"]

    @property
    def _sources(self):
        return os.path.join(self.recipe_folder, os.pardir, os.pardir)

    def set_version(self):
        header = load(self, os.path.join(self._sources, "include", "log_fluentd", "version.hpp"))
        self.version = re.search(r'LOG_FLUENTD_VERSION_STRING "([0-9.]+)"', header).group(1)

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE_1_0.txt", "README.md", "CHANGELOG.md", "cmake/*", "doc/*.1",
                        "include/*", "lib/*"):
            copy(self, pattern, src=self._sources, dst=self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def requirements(self):
        self.requires("boost/[>=1.81 <1.93]", transitive_headers=True, transitive_libs=True)
        self.requires("msgpack-cxx/[>=4.1 <10]")
        self.requires("openssl/[>=1.1.1 <4]")
        self.requires("yaml-cpp/[>=0.7 <1]")
        self.requires("zlib/[>=1.2.11 <2]")
        self.requires("zstd/[>=1.5 <2]")

    def validate(self):
        check_min_cppstd(self, 17)
        if self.settings.os != "Linux":
            raise ConanInvalidConfiguration("log_fluentd is for Linux")

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["LOG_FLUENTD_BUILD_TESTS"] = "OFF"
        toolchain.cache_variables["LOG_FLUENTD_BUILD_EXAMPLES"] = "OFF"
        toolchain.cache_variables["LOG_FLUENTD_POSITION_INDEPENDENT_CODE"] = bool(self.options.get_safe("fPIC", True))
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE_1_0.txt", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))
        CMake(self).install()
        # Conan makes files of its own for CMake and pkg-config.
        rmdir(self, os.path.join(self.package_folder, "lib", "cmake"))
        rmdir(self, os.path.join(self.package_folder, "lib", "pkgconfig"))
        rmdir(self, os.path.join(self.package_folder, "share"))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "log_fluentd")
        self._library("log_fluentd", "log_fluentd", [
            "boost::headers", "boost::log", "boost::log_setup", "boost::thread", "boost::json", "msgpack-cxx::msgpack-cxx",
            "openssl::ssl", "openssl::crypto", "zlib::zlib", "zstd::zstd"])
        self._library("settings", "log_fluentd_settings", [
            "log_fluentd", "boost::log_setup", "boost::json", "openssl::crypto", "yaml-cpp::yaml-cpp"])
        self._library("receiver", "log_fluentd_receiver", [
            "boost::headers", "boost::json", "msgpack-cxx::msgpack-cxx", "openssl::ssl", "openssl::crypto", "zlib::zlib",
            "zstd::zstd"])
        # The commands that are built beside the libraries.
        self.cpp_info.components["tools"].requires = ["settings", "receiver", "boost::program_options"]
        self.cpp_info.components["tools"].libdirs = []
        self.cpp_info.components["tools"].includedirs = []

    def _library(self, name, file, requires):
        component = self.cpp_info.components[name]
        component.set_property("cmake_target_name", f"log_fluentd::{name}")
        component.set_property("pkg_config_name", file)
        component.libs = [file]
        component.requires = requires
        component.system_libs = ["pthread", "dl"]
