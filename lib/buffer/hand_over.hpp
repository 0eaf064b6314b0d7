// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_BUFFER_HAND_OVER_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_BUFFER_HAND_OVER_HPP_INCLUDED_

/// \file
/// What was given up, on its way to the overflow handler.

#include "buffer/chunk.hpp"

#include <cstddef>
#include <string_view>

namespace log_fluentd::detail {

/// Who calls the overflow handler.
class given_up_listener
{
public:
    /// Something was given up and waits for the handler. Called by whichever thread gave it up, without the
    /// buffer's lock.
    virtual void given_up() noexcept = 0;

protected:
    ~given_up_listener() = default;
};

/// A list of chunks, oldest first. Dropped chunks come with their slabs; rejected events are copied into
/// slabs that are kept free for them, since the buffer is full just then. The buffer's lock guards it.
class hand_over
{
public:
    /// \param kept_slabs Slabs for rejected events; none: there is no handler.
    explicit hand_over(std::size_t kept_slabs) noexcept : kept_(kept_slabs) {}
    ~hand_over();
    hand_over(hand_over const&) = delete;
    hand_over& operator=(hand_over const&) = delete;

    /// Whether there is a handler.
    bool is_wanted() const noexcept { return kept_ != 0; }
    bool empty() const noexcept { return !oldest_; }
    /// Slabs that nothing but rejected events may take now.
    std::size_t kept_slabs() const noexcept { return kept_ - used_; }

    std::size_t all_kept_slabs() const noexcept { return kept_; }

    /// Half of them are in use.
    bool is_filling() const noexcept { return used_ * 2 >= kept_; }

    /// The newest chunk of that tag, if it is one of rejected events that has that reason.
    chunk* find(std::string_view label, errc reason) const noexcept;
    void push(chunk& c) noexcept;
    chunk* pop() noexcept;
    /// What `pop` would take.
    chunk const* oldest() const noexcept { return oldest_; }
    /// So many of the kept slabs are in use now, or are free again.
    void use(std::size_t slabs) noexcept { used_ += slabs; }
    void free(std::size_t slabs) noexcept { used_ -= slabs; }

private:
    std::size_t kept_;
    std::size_t used_ = 0;
    chunk* oldest_ = nullptr;
    chunk* newest_ = nullptr;
};

} // namespace log_fluentd::detail

#endif
