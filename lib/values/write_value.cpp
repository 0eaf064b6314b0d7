// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/too_large.hpp"
#include "msgpack/writer_access.hpp"

#include <log_fluentd/write_value.hpp>

#include <string>

namespace log_fluentd::detail {

namespace {

// Functions of the user's that call each other and never open a container would go on for ever.
constexpr std::size_t most_places = 4 * value_writer::max_depth;

void replace(writer_access::place& place, value_writer& out, char const* what)
{
    ++writer_access::out(out).report.format_errors;
    place.clear();
    out.string(std::string("<format error: ").append(what ? what : "").append(">"));
}

template <typename Error>
void put_any_error(value_writer& out, Error const& error)
{
    out.begin_map();
    out.key("category");
    out.string(error.category().name());
    out.key("value");
    out.integer(error.value());
    out.key("message");
    out.string(error.message());
    out.end_map();
}

} // namespace

writer_access::place::place(value_writer& writer) noexcept
    : writer_(writer),
      around_(*writer.open_),
      begin_(writer.out_->size()),
      floor_(writer.floor_),
      at_(writer.open_),
      guards_(writer.guards_)
{
    // As if it had one key it takes one value, and no more.
    auto& level = *writer.open_;
    level.kind = value_writer::level_kind::place;
    level.has_key = true;
    writer.floor_ = writer.open_;
    ++writer.guards_;
}

void writer_access::place::clear()
{
    writer_.skipped_depth_ = 0;
    writer_.open_ = writer_.floor_ = at_; // whatever a place within has left behind, which had no memory
    writer_.guards_ = static_cast<std::uint8_t>(guards_ + 1);
    writer_.out_->resize(begin_);
    auto& level = *writer_.open_;
    level.kind = value_writer::level_kind::place;
    level.count = around_.count;
    level.has_key = true;
}

void writer_access::place::end()
{
    writer_.skipped_depth_ = 0;
    while (writer_.open_ != writer_.floor_)
        writer_.end(writer_.open_->kind);
    auto& level = *writer_.open_;
    if (level.count == around_.count)
        writer_.nil();
    level.kind = around_.kind;
    level.has_key = false;
    writer_.floor_ = floor_;
    --writer_.guards_;
}

void write_guarded(value_writer& out, write_function write, void const* value, void const* function)
{
    if (!writer_access::takes_value(out))
        return;
    if (writer_access::places(out) >= most_places)
        return out.string(too_deep);
    writer_access::place place(out);
    try {
        write(out, value, function);
    } catch (std::exception const& error) {
        replace(place, out, error.what());
    } catch (...) {
        replace(place, out, "unknown exception");
    }
    place.end();
}

void check_size(value_writer& out)
{
    constexpr std::size_t events = 16;
    scratch const& written = writer_access::out(out);
    if (written.size() > events * written.text_limit)
        throw too_large();
}

void put_error(value_writer& out, std::error_code const& error)
{
    put_any_error(out, error);
}

void put_error(value_writer& out, std::error_condition const& error)
{
    put_any_error(out, error);
}

} // namespace log_fluentd::detail
