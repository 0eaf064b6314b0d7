// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/suggestion.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using log_fluentd::detail::nearest_name;

BOOST_AUTO_TEST_SUITE(suggestion)

std::vector<std::string_view> const keys{"Tag", "TagPrefix", "Host", "Port", "BufferLimit", "ChunkLimit"};

BOOST_AUTO_TEST_CASE(misspelt_names_are_found)
{
    BOOST_TEST(nearest_name("Prot", keys) == "Port");
    BOOST_TEST(nearest_name("Hos", keys) == "Host");
    BOOST_TEST(nearest_name("Tags", keys) == "Tag");
    BOOST_TEST(nearest_name("BuferLimt", keys) == "BufferLimit");
}

BOOST_AUTO_TEST_CASE(case_and_separators_do_not_count)
{
    BOOST_TEST(nearest_name("chunklimit", keys) == "ChunkLimit");
    BOOST_TEST(nearest_name("chunk_limit", keys) == "ChunkLimit");
    BOOST_TEST(nearest_name("CHUNK-LIMIT", keys) == "ChunkLimit");
}

BOOST_AUTO_TEST_CASE(the_beginning_of_a_name_is_enough)
{
    BOOST_TEST(nearest_name("Buffer", keys) == "BufferLimit");
    BOOST_TEST(nearest_name("Hostname", keys) == "Host");
}

BOOST_AUTO_TEST_CASE(a_quite_different_name_finds_nothing)
{
    BOOST_TEST(nearest_name("Rotation", keys) == "");
    BOOST_TEST(nearest_name(std::string(10'000, 'x'), keys) == "");
    BOOST_TEST(nearest_name("Tag", {}) == "");
    BOOST_TEST(nearest_name("", {}) == "");
    BOOST_TEST(nearest_name("", {"h"}) == "");
    BOOST_TEST(nearest_name("k", {"h", "ab"}) == "");
    BOOST_TEST(nearest_name("K", {"h", "k"}) == "k");
    BOOST_TEST(nearest_name("fil", {"h", "file"}) == "file");
}

BOOST_AUTO_TEST_SUITE_END()
