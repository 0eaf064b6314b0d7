// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/thread_scopes.hpp"

#include <boost/thread/thread_only.hpp>

#include <exception>

namespace log_fluentd::detail {

auto thread_scopes::find() -> list const&
{
    auto const& scopes = boost::log::attributes::named_scope::get_scopes();
    if (is_asked_for_)
        return scopes; // the thread ends
    try {
        // Boost.Log frees the list with a thread's data of Boost.Thread, which calls this first. In a
        // boost::thread this happens before its thread_local variables are destroyed, whose destructors may
        // log. The code of `forget` is still loaded then, because a thread pins it before it formats.
        boost::this_thread::at_thread_exit(&forget);
        is_asked_for_ = true;
        known_ = &scopes;
    } catch (std::exception const&) {
        // no memory: it is searched again for the next record
    }
    return scopes;
}

void thread_scopes::forget() noexcept
{
    known_ = nullptr;
}

} // namespace log_fluentd::detail
