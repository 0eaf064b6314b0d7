// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/format_record.hpp"

#include "format/dispatchers.hpp"
#include "format/message.hpp"
#include "format/record_writer.hpp"
#include "msgpack/encoder.hpp"

#include <boost/config.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace log_fluentd::detail {

namespace {

/// Makes a `record_writer` when it is needed. Most records need none, and making it costs more than writing a
/// value.
class spare_writer
{
public:
    spare_writer() noexcept {} // not all of it has to be zeroed
    [[gnu::noinline]] record_writer& get(found_record& found)
    {
        return writer_ ? *writer_ : writer_.emplace(found);
    }

private:
    std::optional<record_writer> writer_;
};

/// While it exists, the bytes that the constants of a plan need are set aside.
class constants
{
public:
    constants(scratch& out, std::size_t size) : out_(out) { out.set_aside(size); }
    ~constants() { out_.end_aside(); }
    constants& operator=(constants&&) = delete;

private:
    scratch& out_;
};

/// Finds the message.
/// \returns whether it may be an object.
inline bool read_message(found_record& found)
{
    auto const* const value = found.values[found.format.message_slot()];
    if (!value)
        return false;
    found.said.value = value;
    message_dispatcher dispatcher(found.said);
    value->dispatch(dispatcher);
    return !found.said.text || may_be_object(*found.said.text);
}

/// Key and text of a step whose text is the same for each record of its scope; null if it was not kept.
inline padded_bytes const* kept_text(found_record& found, plan_step const& step)
{
    if (step.what != plan_step::kind::scope || found.values.has_any(step.own))
        return nullptr;
    auto const* const scope = found.scope();
    return scope ? found.out.scopes.find(step.key->scope_text, place_of(*scope)) : nullptr;
}

/// \returns the number of entries.
inline std::uint32_t write_planned(found_record& found, spare_writer& spare)
{
    scratch& out = found.out;
    record_plan const& plan = found.format.plan();
    std::uint32_t entries = 0;
    constants const reserved(out, plan.constant_size());
    bare_dispatcher bare(out, found.format.types());
    for (plan_step const& step : plan.steps()) {
        entries += step.entries;
        auto const* const value = found.values[step.slot];
        out.write_aside(step.bytes, value ? step.size : step.before);
        if (BOOST_LIKELY(value != nullptr)) {
            entries += BOOST_LIKELY(bare.write(*value)) ? 1 : spare.get(found).write_one(*value);
        } else if (auto const* const text = kept_text(found, step)) {
            out.write_padded(text->data(), text->size());
            ++entries;
        } else {
            entries += spare.get(found).write_one(*step.key);
        }
    }
    plan_step const& tail = plan.tail();
    entries += tail.entries;
    bool const is_text = found.said.text && plan.ends_with_message();
    out.write_aside(tail.bytes, is_text ? tail.size : tail.before);
    if (BOOST_LIKELY(is_text)) {
        write_string(out, *found.said.text);
        ++entries;
    } else if (found.said.value || found.format.others()) {
        entries += spare.get(found).write_rest();
    }
    return entries;
}

} // namespace

[[gnu::hot]] void format_record(compiled_format const& format, boost::log::record_view const& record,
                                scratch& out)
{
    found_record found(format, record, out);
    format.slots().find(record.attribute_values(), found.values);
    spare_writer spare;
    std::size_t const header = out.size();
    out.advance(1);
    bool const differs = read_message(found) || found.values.has_any(format.plan().displacing());
    std::uint32_t const entries =
        BOOST_UNLIKELY(differs) ? spare.get(found).write() : write_planned(found, spare);
    end_container(out, header, entries, true);
}

} // namespace log_fluentd::detail
