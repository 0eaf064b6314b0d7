// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/encoder.hpp"
#include "msgpack/too_large.hpp"

#include <log_fluentd/event_map.hpp>

#include <new>

namespace log_fluentd {

std::optional<rejection> event_map::write(value_writer& out) const noexcept
{
    detail::scratch const& written = detail::state_of(out).out;
    std::size_t const begin = written.size();
    try {
        if (!write_) {
            log_fluentd::write(out, fields_);
            return std::nullopt;
        }
        write_(out, map_, nullptr);
    } catch (detail::too_large const&) {
        return rejection::event_too_large;
    } catch (std::bad_alloc const&) {
        return rejection::out_of_memory;
    } catch (...) {
        return rejection::not_encodable;
    }
    if (written.size() > begin && detail::begins_map(written.data()[begin]))
        return std::nullopt;
    return rejection::not_encodable;
}

} // namespace log_fluentd
