// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_BUFFER_ACCESS_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_BUFFER_ACCESS_HPP_INCLUDED_

/// \file
/// Short ways to make a buffer, fill it, and check its ledger.

#include "buffer/buffer.hpp"
#include "delivery/sent_chunk.hpp"
#include "support/accounting.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace log_fluentd::test {

inline buffer_config small_buffer()
{
    buffer_config config;
    config.limit = 64 * 1024;
    config.chunk_limit = 8 * 1024;
    return config;
}

inline std::unique_ptr<detail::buffer> make_buffer(buffer_config config = small_buffer(),
                                                   std::string const& prefix = "", bool hands_over = false)
{
    return std::make_unique<detail::buffer>(
        config, prefix, std::make_unique<detail::heap_slab_memory>(config.limit), hands_over, frame_config(),
        detail::new_chunk<detail::sent_chunk>);
}

inline detail::put_result put(detail::buffer& b, std::string_view label, std::string_view event)
{
    std::string const padded = std::string(event) + std::string(detail::copy_slack, 0);
    if (b.put_quickly(label, padded.data(), event.size()))
        return {};
    return b.put(label, padded.data(), event.size(), {});
}

/// A report in which the count of each kind of repair is another.
inline detail::encode_report some_repairs()
{
    detail::encode_report report;
    report.unknown_types = 1;
    report.repaired_strings = 2;
    report.truncated_events = 3;
    report.format_errors = 4;
    return report;
}

inline void check_some_repairs(statistics const& s)
{
    BOOST_TEST(s.unknown_types == 1u);
    BOOST_TEST(s.repaired_strings == 2u);
    BOOST_TEST(s.truncated_events == 3u);
    BOOST_TEST(s.format_errors == 4u);
}

inline std::string bytes_of(detail::chunk const& c, detail::buffer const& b)
{
    std::string bytes;
    for_each_piece(c, b.pool(), [&](char const* data, std::size_t size) { bytes.append(data, size); });
    return bytes;
}

/// The accounting that holds in every snapshot.
inline void check_ledger(statistics const& s)
{
    BOOST_TEST(accounting_error(s) == "");
}

/// The same if there is a discard handler.
inline void check_hand_over(statistics const& s)
{
    check_ledger(s);
    auto const discarded = s.rejected[static_cast<std::size_t>(rejection::buffer_full)] +
                           s.rejected[static_cast<std::size_t>(rejection::event_too_large)] +
                           s.total_discarded();
    BOOST_TEST((discarded == s.discards_taken + s.discards_missed + s.discards_waiting));
}

} // namespace log_fluentd::test

#endif
