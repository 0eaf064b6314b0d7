// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/scratch.hpp"
#include "msgpack/too_large.hpp"
#include "values/type_registry.hpp"

#include <log_fluentd/write_value.hpp>

#include <boost/core/demangle.hpp>

#include <algorithm>
#include <string>

namespace log_fluentd::detail {

namespace {

// Functions of the user's that call each other without opening a container would never end.
constexpr std::size_t most_places = 4 * value_writer::max_depth;

/// The place of one value, to which nothing else can be written.
/// \pre `takes_value`.
class place
{
public:
    explicit place(value_writer& writer) noexcept
        : writer_(writer),
          state_(state_of(writer)),
          at_(state_.open),
          around_(*at_),
          begin_(state_.out.size()),
          floor_(state_.floor),
          guards_(state_.guards)
    {
        enter();
    }
    place& operator=(place&&) = delete;

    /// Removes what was written, and writes the reason as a text instead.
    void replace(char const* what)
    {
        state_.skipped_depth = 0;
        state_.open = at_; // whatever a place inside it has left behind when it had no memory
        state_.out.resize(begin_);
        at_->count = around_.count;
        enter();
        ++state_.out.report.format_errors;
        writer_.string(std::string("<format error: ").append(what ? what : "").append(">"));
    }

    /// Ends containers that were left open. If there is no value, it becomes nil.
    void end()
    {
        state_.skipped_depth = 0;
        while (state_.open != state_.floor)
            state_.open->kind == level_kind::map ? writer_.end_map() : writer_.end_array();
        auto& level = *state_.open;
        if (level.count == around_.count)
            writer_.nil();
        level.kind = around_.kind;
        level.has_key = false;
        state_.floor = floor_;
        --state_.guards;
    }

private:
    using level_kind = writer_state::level_kind;

    // Like a map whose only key is written: it accepts one value, and no more.
    void enter() noexcept
    {
        at_->kind = level_kind::place;
        at_->has_key = true;
        state_.floor = at_;
        state_.guards = static_cast<std::uint8_t>(guards_ + 1);
    }

    value_writer& writer_;
    writer_state& state_;
    writer_state::level* const at_;
    writer_state::level const around_;
    std::size_t const begin_;
    writer_state::level* const floor_;
    std::uint8_t const guards_;
};

std::string const& shown_name(scratch& out, std::type_info const& type)
{
    for (auto const& [known, name] : out.type_names) {
        // Only by address: the type may have been unloaded with its shared library.
        if (known == &type)
            return name;
    }
    boost::core::scoped_demangled_name const readable(type.name());
    std::string const name = readable.get() ? readable.get() : type.name();
    return out.type_names.emplace_back(&type, "<" + name + ">").second;
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

void write_guarded(value_writer& out, write_function write, void const* value, void const* function)
{
    writer_state const& state = state_of(out);
    if (!state.takes_value())
        return;
    if (state.guards >= most_places)
        return out.string(too_deep);
    place here(out);
    try {
        write(out, value, function);
    } catch (std::exception const& error) {
        here.replace(error.what());
    } catch (...) {
        here.replace("unknown exception");
    }
    here.end();
}

bool write_registered(value_writer& out, std::type_info const& type, void const* value)
{
    auto const* const found = known_types().find(type);
    if (!found || !found->write)
        return false;
    if (found->by == type_registry::owner::library)
        found->write(out, value, nullptr);
    else
        write_guarded(out, found->write, value, found->function);
    return true;
}

void write_unknown(value_writer& writer, std::type_info const& type)
{
    scratch& out = state_of(writer).out;
    encode_report& report = out.report;
    ++report.unknown_types;
    auto const same = [&](std::type_info const* known) { return !known || *known == type; };
    auto const place = std::find_if(report.unknown.begin(), report.unknown.end(), same);
    if (place != report.unknown.end())
        *place = &type;
    writer.string(shown_name(out, type));
}

void check_size(value_writer& out)
{
    constexpr std::size_t events = 16;
    scratch const& written = state_of(out).out;
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
