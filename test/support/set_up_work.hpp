// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_SET_UP_WORK_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_SET_UP_WORK_HPP_INCLUDED_

/// \file
/// Counts how often set-up does work that it should do once.

#include <boost/log/utility/setup/formatter_parser.hpp>
#include <boost/make_shared.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#ifdef __linux__
#include <sys/inotify.h>
#include <unistd.h>
#endif

namespace log_fluentd::test {

/// A formatter of the attribute `Counted`, which Boost.Log makes when a template with it is compiled.
class compile_counter
{
public:
    compile_counter()
    {
        boost::log::register_formatter_factory("Counted", boost::make_shared<factory>(made_));
    }

    /// For a dictionary that has `text` once.
    static constexpr char text[] = "%Counted(x=y)%";

    /// The number since the last call.
    int take() { return made_->exchange(0); }

private:
    class factory : public boost::log::formatter_factory<char>
    {
    public:
        explicit factory(std::shared_ptr<std::atomic<int>> made) : made_(std::move(made)) {}
        formatter_type create_formatter(boost::log::attribute_name const&, args_map const&) override
        {
            ++*made_;
            return formatter_type([](boost::log::record_view const&, boost::log::formatting_ostream&) {});
        }

    private:
        std::shared_ptr<std::atomic<int>> made_;
    };

    std::shared_ptr<std::atomic<int>> made_ = std::make_shared<std::atomic<int>>(0);
};

#ifdef __linux__
/// Counts how often a file is opened.
class open_counter
{
public:
    explicit open_counter(std::string const& file) : queue_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
    {
        BOOST_REQUIRE(queue_ >= 0);
        BOOST_REQUIRE(::inotify_add_watch(queue_, file.c_str(), IN_OPEN | IN_CLOSE) >= 0);
    }
    ~open_counter() { ::close(queue_); }
    open_counter(open_counter const&) = delete;
    open_counter& operator=(open_counter const&) = delete;

    /// The number since the last call. Equal events in a row are reported as one, so closing is watched too.
    int take()
    {
        int result = 0;
        alignas(inotify_event) char room[4096];
        for (::ssize_t size; (size = ::read(queue_, room, sizeof room)) > 0;)
            for (::ssize_t at = 0; at < size;) {
                auto const* const event = reinterpret_cast<inotify_event const*>(room + at);
                result += (event->mask & IN_OPEN) != 0;
                at += static_cast<::ssize_t>(sizeof(inotify_event) + event->len);
            }
        return result;
    }

private:
    int const queue_;
};
#endif

} // namespace log_fluentd::test

#endif
