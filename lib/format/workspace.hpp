// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Objects that some records need while they are formatted, kept from record to record.

#include "format/argument_formatter.hpp"
#include "format/json_parser.hpp"

#include <boost/container/pmr/memory_resource.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <boost/log/core/record_view.hpp>
#include <boost/log/utility/formatting_ostream.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

struct other_attribute;

/// Memory for the values of one JSON text at a time. Unlike Boost.JSON's monotonic_resource it keeps the
/// memory to which it has grown.
class json_memory final : public boost::container::pmr::memory_resource
{
public:
    json_memory();
    /// Makes all memory free again.
    void reset();

private:
    void* do_allocate(std::size_t size, std::size_t alignment) override;
    void do_deallocate(void*, std::size_t, std::size_t) override {}
    bool do_is_equal(memory_resource const& other) const noexcept override { return this == &other; }

    std::vector<unsigned char> main_;
    std::vector<std::unique_ptr<unsigned char[]>> extra_;
    std::size_t used_ = 0;
    std::size_t extra_used_ = 0;
};

/// For one thread at a time.
class workspace
{
public:
    /// \param json_depth The deepest nesting of JSON that is accepted.
    /// \param formatters Are copied, because formatters of Boost.Log may have state.
    workspace(std::size_t json_depth, std::vector<argument_formatter> const& formatters);

    /// The object is valid until the next call.
    /// \returns null if the text is not a JSON object.
    boost::json::object const* parse_object(std::string_view text);

    /// The text is valid until the next call.
    /// \returns none if the value has to be written as if there were no arguments.
    /// \throws whatever the formatter throws.
    std::optional<std::string_view> format(std::size_t formatter, boost::log::record_view const& record);

    /// Attributes of the record that are already in the map.
    std::vector<other_attribute const*> sent;
    /// Whether one record needed too much memory to keep.
    bool is_oversized = false;

private:
    void open_stream();

    json_memory memory_;
    unsigned char stack_[2048];
    json_parser parser_;
    std::optional<boost::json::value> document_;

    std::vector<argument_formatter> formatters_;
    std::string formatted_;
    std::optional<boost::log::formatting_ostream> stream_;
};

} // namespace log_fluentd::detail

namespace boost::json {

template <>
struct is_deallocate_trivial<log_fluentd::detail::json_memory>
{
    static constexpr bool value = true;
};

} // namespace boost::json
