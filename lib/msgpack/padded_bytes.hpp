// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Short byte strings that are copied for every record.

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace log_fluentd::detail {

/// This many bytes must be readable after those that are copied, and writable after the copy. So a short copy
/// is one instruction, and a longer one needs no call.
constexpr std::size_t copy_slack = 32;

inline void copy_padded(char const* from, std::size_t size, char* to) noexcept
{
    std::memcpy(to, from, 16);
    for (std::size_t done = 16; done < size; done += copy_slack)
        std::memcpy(to + done, from + done, copy_slack);
}

/// Bytes that can be passed to `copy_padded`.
class padded_bytes
{
public:
    padded_bytes() = default;
    explicit padded_bytes(std::string_view bytes) { assign(bytes); }

    /// Allocates only if it has to grow.
    void assign(std::string_view bytes)
    {
        if (bytes.size() > capacity_ || !data_) {
            size_ = 0;
            data_ = std::make_unique<char[]>(bytes.size() + copy_slack);
            capacity_ = bytes.size();
        }
        bytes.copy(data_.get(), bytes.size());
        size_ = bytes.size();
    }

    bool empty() const noexcept { return size_ == 0; }
    char const* data() const noexcept { return data_.get(); }
    std::size_t size() const noexcept { return size_; }

private:
    std::unique_ptr<char[]> data_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

} // namespace log_fluentd::detail
