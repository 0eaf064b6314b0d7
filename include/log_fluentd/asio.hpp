// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_ASIO_HPP_INCLUDED_
#define LOG_FLUENTD_ASIO_HPP_INCLUDED_

/// \file
/// Opt-in: runs a sender's strand on the user's executor. The one public header with Boost.Asio in it.

#include <log_fluentd/sender.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>

namespace log_fluentd {

/// Makes a sender that has no thread of its own; all its work runs on a strand of `executor`.
///
/// Delivery at the end of the process, or of the execution context, is not promised: call `close` while
/// somebody runs the context. The sender may outlive the context: when that ends, the sender is closed at
/// once, what it still had is discarded and counted as at `close`, and events are rejected from then on
/// (`errc::closed`). A context in the sense of Asio ends in its destructor, which needs no thread that runs
/// it. `flush`, `close` and `emit_and_wait` return `errc::wrong_thread` at once when they are called from the
/// strand. From another handler on the context's only thread they wait in vain, for their whole time: nothing
/// is delivered meanwhile.
///
/// \throws std::invalid_argument when `config` is out of bounds, or `executor` is empty.
std::shared_ptr<sender> make_sender(boost::asio::any_io_executor executor, sender_config config);

} // namespace log_fluentd

#endif
