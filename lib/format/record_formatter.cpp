// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/compiled_format.hpp"
#include "format/format_record.hpp"
#include "format/object_pool.hpp"
#include "msgpack/entry.hpp"
#include "os/pin.hpp"

#include <log_fluentd/record_formatter.hpp>

namespace log_fluentd {

namespace {

// Memory that an unusually large record has left behind is not kept.
constexpr std::size_t kept_bytes = std::size_t{64} << 10;

} // namespace

record_formatter::record_formatter(format_dictionary const& dictionary, format_options const& options)
    : compiled_(std::make_unique<detail::compiled_format const>(dictionary, options))
{
    static char const here = 0;
    detail::pin_object_of(&here); // Boost.Thread calls this code at the end of each thread that has formatted
}

record_formatter::record_formatter(record_formatter&&) noexcept = default;
record_formatter& record_formatter::operator=(record_formatter&&) noexcept = default;
record_formatter::~record_formatter() = default;

void record_formatter::format(boost::log::record_view const& record, detail::scratch& out) const
{
    out.text_limit = compiled_->options().max_event_size;
    detail::format_record(*compiled_, record, out);
}

void record_formatter::operator()(boost::log::record_view const& record, std::string& msgpack) const
{
    std::unique_ptr<detail::scratch> out = compiled_->take_scratch(&msgpack);
    out->clear();
    format(record, *out);
    detail::fit_event(*out, compiled_->options().max_event_size);
    msgpack.append(out->data(), out->size());
    out->trim(kept_bytes);
    compiled_->give_back(&msgpack, std::move(out));
}

record_formatter make_record_formatter(format_dictionary const& dictionary, format_options const& options)
{
    return record_formatter(dictionary, options);
}

} // namespace log_fluentd
