// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Finds the end of a MessagePack value without decoding it.
///
/// Only a value that is known to be whole is decoded: msgpack's unpacker reserves memory for as many elements
/// as a header announces, so a header of five bytes could make it ask for 100 GB.

#include <msgpack.hpp>

#include <cstddef>
#include <string_view>

namespace log_fluentd::detail::receiving {

/// The result of a scan.
enum class scan_result
{
    whole,
    incomplete,
    too_deep,
    no_msgpack,
};

/// Most levels of arrays and maps in one value. The C unpacker that Fluent Bit uses has the same limit.
inline constexpr std::size_t max_depth = 32;

/// The part of a scanner that msgpack calls.
class scan_visitor : public msgpack::null_visitor
{
public:
    void init() noexcept
    {
        depth_ = 0;
        result_ = scan_result::incomplete;
    }
    bool start_array(std::uint32_t) noexcept { return enter(); }
    bool start_map(std::uint32_t) noexcept { return enter(); }
    bool end_array() noexcept { return leave(); }
    bool end_map() noexcept { return leave(); }
    void parse_error(std::size_t, std::size_t) noexcept { result_ = scan_result::no_msgpack; }

    scan_result result() const noexcept { return result_; }

private:
    bool enter() noexcept
    {
        if (depth_ == max_depth) {
            result_ = scan_result::too_deep;
            return false;
        }
        ++depth_;
        return true;
    }
    bool leave() noexcept
    {
        --depth_;
        return true;
    }

    std::size_t depth_ = 0;
    scan_result result_ = scan_result::incomplete;
};

/// `msgpack::parser` reports buffers that values refer to. A scan makes no values.
struct no_referenced_buffers
{
    void operator()(char*) const noexcept {}
};

/// Scans one value after the other, and continues where the bytes ended.
class message_scanner : private no_referenced_buffers,
                        public msgpack::parser<message_scanner, no_referenced_buffers>
{
    using parser = msgpack::parser<message_scanner, no_referenced_buffers>;

public:
    // The scanner reads the caller's bytes in place; the parser's own buffer stays at its smallest.
    message_scanner() : parser(static_cast<no_referenced_buffers&>(*this), 0) {}

    scan_visitor& visitor() noexcept { return visitor_; }

    /// Continues at `bytes[offset]`, and moves `offset` to the end of what was scanned. `bytes` may have
    /// moved and grown since the last call, but what was scanned must still be before `offset`.
    scan_result scan(std::string_view bytes, std::size_t& offset)
    {
        if (offset == bytes.size())
            return scan_result::incomplete;
        msgpack::parse_return const result = this->execute(bytes.data(), bytes.size(), offset);
        if (result == msgpack::PARSE_SUCCESS) {
            this->reset();
            return scan_result::whole;
        }
        return visitor_.result();
    }

private:
    scan_visitor visitor_;
};

} // namespace log_fluentd::detail::receiving
