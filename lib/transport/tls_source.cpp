// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "transport/tls_source.hpp"

#include "os/thread.hpp"
#include "transport/thread_error.hpp"
#include "transport/tls.hpp"

#include <log_fluentd/error.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <new>
#include <optional>
#include <thread>
#include <utility>

namespace log_fluentd::detail {

namespace asio = boost::asio;

namespace {

/// The number of helpers of this process that may hang at the same time. Each sender has one at most.
constexpr int most_helpers = 64;
std::atomic<int> helpers{0};
std::atomic<int> at_work{0}; // the helpers that are using OpenSSL
std::atomic<bool> has_ended{false};

child_hook no_helpers([] { // its parent's helpers do not exist in a child
    helpers.store(0);
    at_work.store(0);
});

/// While it exists, this thread may use OpenSSL, unless the process is ending.
class openssl_at_work
{
public:
    openssl_at_work() noexcept
    {
        at_work.fetch_add(1);
        may_ = !has_ended.load();
        if (may_)
            begin_openssl_on_this_thread();
    }
    ~openssl_at_work()
    {
        if (may_)
            forget_openssl_on_this_thread();
        at_work.fetch_sub(1);
    }
    openssl_at_work& operator=(openssl_at_work&&) = delete;
    explicit operator bool() const noexcept { return may_; }

private:
    bool may_ = false;
};

tls_answer cannot(std::error_code error, std::string detail = {})
{
    return {nullptr, error, std::move(detail)};
}

/// The result of `f()`, or its exception.
template <typename Function>
tls_answer answer_of(Function f)
{
    try {
        return f();
    } catch (std::bad_alloc const&) {
        return cannot(std::make_error_code(std::errc::not_enough_memory));
    } catch (std::exception const& error) {
        return cannot(errc::tls_file, error.what());
    }
}

/// Runs on the helper thread.
void load(tls_config const& config, std::shared_ptr<tls_material const> before,
          handover<tls_answer>& to) noexcept
{
    try {
        std::optional<tls_files> files;
        auto const trouble = answer_of([&] {
            files.emplace(config, tls_files::reading::may_hang);
            return tls_answer{};
        });
        openssl_at_work const now; // until every object of OpenSSL is destroyed
        if (!now)
            return to.abandon();
        to.complete(files ? answer_of([&]() -> tls_answer {
            return {make_tls_material(config, *files, std::move(before)), {}, {}};
        })
                          : trouble);
        before.reset();
    } catch (std::exception const&) { // no memory to report it: handshake_timeout ends the wait
        to.abandon();
    }
}

} // namespace

tls_source::tls_source(tls_config config, std::shared_ptr<tls_material const> first)
    : config_(std::make_shared<tls_config const>(std::move(config))),
      current_(std::move(first))
{}

tls_source::~tls_source()
{
    end();
}

void tls_source::end() noexcept
{
    if (under_way_ && process_.is_this()) // in a child its thread may have been using it
        under_way_->abandon();
    waiting_.clear();
}

std::shared_ptr<tls_source> tls_source::of_this_process()
{
    return process_.is_this() ? shared_from_this() : std::make_shared<tls_source>(*config_);
}

void tls_source::get(asio::any_io_executor executor, std::weak_ptr<tls_user> user)
{
    auto const is_gone = [](auto const& one) { return one.expired(); };
    waiting_.erase(std::remove_if(waiting_.begin(), waiting_.end(), is_gone), waiting_.end());
    waiting_.push_back(std::move(user));
    if (under_way_ && !under_way_->is_abandoned())
        return;
    under_way_ = std::make_shared<task>(std::move(executor), [weak = weak_from_this()](auto const& answer) {
        if (auto const self = weak.lock())
            self->loaded(answer);
    });
    try {
        start_helper(under_way_);
    } catch (std::exception const&) {
        under_way_->abandon();
        throw;
    }
}

void tls_source::start_helper(std::shared_ptr<task> const& to)
{
    no_helpers.enter();
    if (helpers.fetch_add(1) >= most_helpers) {
        helpers.fetch_sub(1);
        return to->complete(cannot(make_error_code(no_helper::busy)));
    }
    try {
        start_thread("log_fluentd:tls", [config = config_, before = current_, to]() mutable {
            load(*config, std::move(before), *to);
            helpers.fetch_sub(1);
        }).detach();
    } catch (std::exception const&) {
        helpers.fetch_sub(1);
        to->complete(cannot(helper_start_error()));
    }
}

void tls_source::loaded(tls_answer const& answer)
{
    under_way_.reset();
    if (answer.material)
        current_ = answer.material;
    for (auto const& one : std::exchange(waiting_, {})) {
        if (auto const user = one.lock())
            user->take(answer);
    }
}

void end_tls_helpers() noexcept
{
    has_ended = true;
    using clock = std::chrono::steady_clock;
    auto const latest = clock::now() + std::chrono::seconds(1);
    while (at_work.load() && clock::now() < latest)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void allow_tls_helpers() noexcept
{
    has_ended = false;
}

} // namespace log_fluentd::detail
