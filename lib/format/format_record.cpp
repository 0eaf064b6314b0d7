// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/format_record.hpp"

#include "format/message.hpp"
#include "format/record_writer.hpp"
#include "format/types.hpp"
#include "format/writer_access.hpp"

#include <boost/config.hpp>
#include <boost/log/attributes/attribute_value.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace log_fluentd::detail {

namespace {

using boost::log::attribute_value;

/// Makes a record_writer where one is needed, which it is not for most records: to make it costs more than to
/// write a value. All members return how many entries they wrote.
class spare_writer
{
public:
    spare_writer() noexcept {} // not all of it is to be zeroed
    [[gnu::noinline]] std::uint32_t key(found_record const& found, compiled_key const& key)
    {
        return writer(found).write_one(key);
    }
    [[gnu::noinline]] std::uint32_t value(found_record const& found, attribute_value const& value)
    {
        return writer(found).write_one(value);
    }
    [[gnu::noinline]] std::uint32_t rest(found_record const& found) { return writer(found).write_rest(); }

private:
    record_writer& writer(found_record const& found) { return writer_ ? *writer_ : writer_.emplace(found); }

    std::optional<record_writer> writer_;
};

[[gnu::noinline]] void write_by_keys(found_record const& found)
{
    record_writer(found).write();
}

/// Sets aside what the constants of a plan need, for as long as it lives.
class constants
{
public:
    constants(scratch& out, std::size_t size) : out_(out) { out.set_aside(size); }
    ~constants() { out_.end_aside(); }
    constants(constants const&) = delete;
    constants& operator=(constants const&) = delete;

private:
    scratch& out_;
};

/// Finds the message. \return whether it may be an object.
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

/// Key and text of a step whose text is the same for each record of its scope, where it was kept.
inline padded_bytes const* kept_text(found_record const& found, plan_step const& step)
{
    if (step.what != plan_step::kind::scope || found.values.has_any(step.own))
        return nullptr;
    auto const* const scope = found.scope();
    return scope ? found.out.scopes.find(step.key->scope_text, *scope) : nullptr;
}

} // namespace

[[gnu::hot]] void format_record(compiled_format const& format, boost::log::record_view const& record,
                                scratch& out)
{
    record_plan const& plan = format.plan();
    found_record found(format, record, out);
    format.slots().find(record.attribute_values(), found.values);
    if (BOOST_UNLIKELY(read_message(found) || found.values.has_any(plan.displacing())))
        return write_by_keys(found);

    spare_writer spare;
    std::size_t const header = out.size();
    out.advance(1); // for the header
    std::uint32_t entries = 0;
    constants const reserved(out, plan.constant_size());
    bare_dispatcher bare(out, format.types());
    for (plan_step const& step : plan.steps()) {
        entries += step.entries;
        auto const* const value = found.values[step.slot];
        out.write_aside(step.bytes, value ? step.size : step.before);
        if (BOOST_LIKELY(value != nullptr)) {
            entries += BOOST_LIKELY(bare.write(*value)) ? 1 : spare.value(found, *value);
        } else if (auto const* const text = kept_text(found, step)) {
            out.write_padded(text->data(), text->size());
            ++entries;
        } else {
            entries += spare.key(found, *step.key);
        }
    }
    plan_step const& tail = plan.tail();
    entries += tail.entries;
    bool const is_text = found.said.text && plan.ends_with_message();
    out.write_aside(tail.bytes, is_text ? tail.size : tail.before);
    if (BOOST_LIKELY(is_text)) {
        write_string(out, *found.said.text);
        ++entries;
    } else if (found.said.value || format.others()) {
        entries += spare.rest(found);
    }
    end_map(out, header, entries);
}

} // namespace log_fluentd::detail
