// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/workspace.hpp"

#include "base/plain_numbers.hpp"

namespace log_fluentd::detail {

namespace {

constexpr std::size_t first_json_memory = 4096;
/// Larger messages are rare; their memory is freed.
constexpr std::size_t kept_bytes = std::size_t{64} << 10;

} // namespace

json_memory::json_memory() : main_(first_json_memory) {}

void json_memory::reset()
{
    if (extra_used_ != 0 && main_.size() < kept_bytes) {
        extra_.clear();
        main_.resize(2 * (main_.size() + extra_used_));
    }
    extra_.clear();
    used_ = 0;
    extra_used_ = 0;
}

void* json_memory::do_allocate(std::size_t size, std::size_t alignment)
{
    void* place = main_.data() + used_;
    std::size_t room = main_.size() - used_;
    if (std::align(alignment, size, place, room)) {
        used_ = main_.size() - room + size;
        return place;
    }
    extra_used_ += size;
    extra_.emplace_back(new unsigned char[size]);
    return extra_.back().get();
}

workspace::workspace(std::size_t json_depth, std::vector<argument_formatter> const& formatters)
    : parser_(json_depth, stack_, sizeof(stack_)),
      formatters_(formatters)
{
    if (!formatters_.empty())
        open_stream();
}

void workspace::open_stream()
{
    stream_.emplace(formatted_);
    print_plain_numbers(*stream_);
}

boost::json::object const* workspace::parse_object(std::string_view text)
{
    is_oversized = is_oversized || text.size() > kept_bytes;
    document_.reset();
    memory_.reset();
    boost::system::error_code error;
    if (parser_.read(text, &memory_, error) != text.size() || error)
        return nullptr;
    document_.emplace(parser_.release());
    return document_->if_object();
}

std::optional<std::string_view> workspace::format(std::size_t formatter,
                                                  boost::log::record_view const& record)
{
    formatted_.clear();
    stream_->clear();
    // A formatter may leave manipulators behind, so the state is reset for the next one.
    stream_->flags(std::ios_base::dec | std::ios_base::skipws | std::ios_base::boolalpha);
    stream_->precision(6);
    stream_->width(0);
    stream_->fill(' ');
    try {
        if (!formatters_[formatter](record, *stream_))
            return std::nullopt;
        stream_->flush();
    } catch (...) {
        open_stream();
        throw;
    }
    is_oversized = is_oversized || formatted_.capacity() > kept_bytes;
    return formatted_;
}

} // namespace log_fluentd::detail
