// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_ASIO_HPP_INCLUDED_
#define LOG_FLUENTD_ASIO_HPP_INCLUDED_

/// \file
/// Opt-in: runs a sender on an executor of the program's. This is the only public header that includes
/// Boost.Asio.

#include <log_fluentd/sender.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>

namespace log_fluentd {

/// Makes a sender that has no thread of its own: all its work runs on a strand of `executor`.
///
/// At the end of the process, or of the execution context, delivery is not guaranteed: call `sender::close`
/// while a thread still runs the context. `flush`, `close` and `emit_and_wait` return `errc::wrong_thread` at
/// once if they are called on the strand. In another handler on the context's only thread they wait for their
/// whole timeout, because nothing is delivered meanwhile.
///
/// \throws std::invalid_argument if `config` is out of bounds or `executor` is empty.
/// \par Lifetime
/// The sender may outlive the context. The destructor of the context closes the sender at once, also if no
/// thread runs the context: what is still buffered is discarded and counted as by `close`, and events are
/// rejected from then on (`errc::closed`).
LOG_FLUENTD_DECL std::shared_ptr<sender> make_sender(boost::asio::any_io_executor executor,
                                                     sender_config config);

} // namespace log_fluentd

#endif
