// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/file_backend.hpp"

#include "sender/diagnostics.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace log_fluentd::detail {

file_backend::file_backend(file_config config) : config_(std::move(config))
{
    if (!config_.delay && !open())
        throw std::system_error(errno, std::generic_category());
}

file_backend::~file_backend()
{
    if (file_ >= 0)
        ::close(file_);
    if (is_new_ && !is_committed_)
        ::unlink(config_.path.c_str());
}

void file_backend::commit() noexcept
{
    is_committed_ = true;
    if (config_.truncate && file_ >= 0 && ::ftruncate(file_, 0) == 0)
        size_ = 0;
}

bool file_backend::open()
{
    constexpr int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC;
    constexpr mode_t mode = 0666; // less what the process's umask takes
    file_ = ::open(config_.path.c_str(), flags | O_EXCL, mode);
    is_new_ = file_ >= 0;
    if (!is_new_ && errno == EEXIST)
        file_ = ::open(config_.path.c_str(), flags, mode);
    struct stat status
    {};
    size_ = file_ >= 0 && ::fstat(file_, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
    return file_ >= 0;
}

void file_backend::consume(boost::log::record_view const&, std::string const& text)
{
    line_.assign(text).push_back('\n');
    if (file_ < 0) {
        if (!open())
            return report("be opened");
        commit();
    }
    if (config_.max_bytes != 0 && config_.backup_count != 0 && size_ + line_.size() > config_.max_bytes)
        roll_over();
    if (file_ >= 0 && !write(line_.data(), line_.size()))
        report("be written");
}

bool file_backend::write(char const* data, std::size_t size)
{
    while (size != 0) {
        auto const written = ::write(file_, data, size);
        if (written < 0) {
            if (errno == EINTR)
                continue;
            return false;
        }
        data += written;
        size -= static_cast<std::size_t>(written);
        size_ += static_cast<std::uint64_t>(written);
    }
    return true;
}

void file_backend::roll_over()
{
    auto const old = [&](std::uint64_t number) { return config_.path + "." + std::to_string(number); };
    for (auto number = config_.backup_count - 1; number != 0; --number)
        std::rename(old(number).c_str(), old(number + 1).c_str()); // there may be fewer
    if (std::rename(config_.path.c_str(), old(1).c_str()) != 0)
        return report("be renamed"); // and goes on
    ::close(file_);
    if (!open())
        report("be opened");
}

void file_backend::report(char const* what) const
{
    diagnostic told;
    told.kind = diagnostic_kind::configuration;
    told.error = std::error_code(errno, std::generic_category());
    told.message = "The log file " + config_.path + " cannot " + what + ": " + told.error.message() +
                   "; the records that are meant for it are lost. Make room, or the file writable.";
    report_to_stderr(told);
}

} // namespace log_fluentd::detail
