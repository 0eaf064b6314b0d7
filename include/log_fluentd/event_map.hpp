// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_EVENT_MAP_HPP_INCLUDED_
#define LOG_FLUENTD_EVENT_MAP_HPP_INCLUDED_

/// \file
/// The map of an event as `sender::emit` accepts it, in whichever form the program has it.

#include <log_fluentd/statistics.hpp>
#include <log_fluentd/value.hpp>
#include <log_fluentd/write_value.hpp>

#include <optional>
#include <string_view>
#include <type_traits>

namespace log_fluentd {

/// A map (or within a map, any value) that is encoded as msgpack already. It is read and written again, so
/// the same rules apply as for everything else: strings become valid UTF-8, binary data become strings, the
/// first of two equal keys counts, and an EventTime becomes the text of a time point. It is not encodable if
/// it is not exactly one value, has a key that is not a string, is nested deeper than
/// `value_writer::max_depth`, or has another extension type.
///
/// \par Lifetime
/// It refers to the bytes, so use it as a function argument only.
struct encoded
{
    std::string_view msgpack;
};

/// A reference to the map of an event, which copies and allocates nothing. It can be made from
/// - a map in place, `{{"from", "userA"}, {"to", {{"id", 7}}}}`;
/// - a map like `std::map` or `std::unordered_map`, a range or tuple of pairs, a range of `field`;
/// - a `boost::json::object`, or a `boost::json::value` that is one;
/// - `encoded`;
/// - an object of a type of the program's own that becomes a map (see `write_value`).
///
/// \par Lifetime
/// It refers to its argument, so use it as a function argument only.
class LOG_FLUENTD_DECL event_map
{
    template <typename T>
    static constexpr bool can_be_map = (std::is_class_v<T> && !detail::is_plain_v<T> &&
                                        !std::is_same_v<T, event_map>) ||
                                       detail::is_range_of_entries<T>::value;

public:
    event_map(fields map) noexcept : fields_(map) {}
    template <typename Map, typename = std::enable_if_t<can_be_map<Map>>>
    event_map(Map const& map) noexcept : map_(std::addressof(map)),
                                         write_(&write<Map>)
    {}

    /// Writes the map.
    /// \returns Nothing if it can be sent. Otherwise why not: it is not a map, or writing it threw
    /// (`rejection::not_encodable`); it is many times larger than an event may be
    /// (`rejection::event_too_large`); or there is no memory for it (`rejection::out_of_memory`). What was
    /// written is then useless.
    std::optional<rejection> write(value_writer& out) const noexcept;

private:
    template <typename Map>
    static void write(value_writer& out, void const* map, void const*)
    {
        Map const& source = *static_cast<Map const*>(map);
        if constexpr (std::is_same_v<Map, encoded>)
            detail::put_encoded(out, source.msgpack);
        else if constexpr (!detail::has_to_fluentd_v<Map> && (detail::is_range_of_entries<Map>::value ||
                                                              detail::is_tuple_of_entries<Map>::value)) {
            if (!detail::write_registered(out, typeid(Map), map))
                detail::write_map(out, source); // also if the keys are not texts
        } else
            write_value(out, source);
    }

    union {
        fields fields_;
        void const* map_;
    };
    detail::write_function write_ = nullptr; // If null, `fields_` is the map.
};

} // namespace log_fluentd

#endif
