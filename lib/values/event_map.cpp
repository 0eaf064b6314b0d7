// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/too_large.hpp"
#include "msgpack/writer_access.hpp"

#include <log_fluentd/event_map.hpp>

#include <new>

namespace log_fluentd {

namespace {

/// Whether the msgpack value that begins at `begin` is a map.
bool is_map(detail::scratch const& out, std::size_t begin) noexcept
{
    if (out.size() <= begin)
        return false;
    auto const type = static_cast<unsigned char>(out.data()[begin]);
    return (type & 0xF0) == 0x80 || type == 0xDE || type == 0xDF;
}

} // namespace

std::optional<rejection> event_map::write(value_writer& out) const noexcept
{
    detail::scratch const& written = detail::writer_access::out(out);
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
    if (is_map(written, begin))
        return std::nullopt;
    return rejection::not_encodable;
}

} // namespace log_fluentd
