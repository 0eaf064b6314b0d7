// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/file_backend.hpp"

#include "fork/standard_streams.hpp"
#include "sender/diagnostics.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace log_fluentd::detail {

namespace {

// A pipe that nobody reads from is refused, where it would hold up the program.
constexpr int flags = O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK;

bool can_be_made(std::string const& path)
{
    auto const folder = std::filesystem::path(path).parent_path();
    return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

} // namespace

// A file that is not there is not made before the configuration is in force.
file_backend::file_backend(file_config config) : config_(std::move(config))
{
    if (config_.delay)
        return;
    standard_streams_held const streams;
    file_ = ::open(config_.path.c_str(), flags);
    if (file_ < 0 && !(errno == ENOENT && can_be_made(config_.path)))
        throw std::system_error(errno, std::generic_category());
}

file_backend::~file_backend()
{
    close();
}

void file_backend::commit() noexcept
{
    if (config_.delay)
        return;
    struct stat of_path
    {
    }, of_file{};
    bool const is_it = file_ >= 0 && ::stat(config_.path.c_str(), &of_path) == 0 &&
                       ::fstat(file_, &of_file) == 0 && of_path.st_ino == of_file.st_ino &&
                       of_path.st_dev == of_file.st_dev;
    if (!is_it) // it was rotated meanwhile, or is to be made
        close();
    if (!begin())
        report("be opened");
}

void file_backend::retire() noexcept
{
    is_retired_ = true;
    close();
}

void file_backend::close() noexcept
{
    if (file_ >= 0)
        ::close(std::exchange(file_, -1));
}

/// Opens the file if need be, and empties it where it is to begin anew.
bool file_backend::begin() noexcept
{
    if (file_ < 0 && !open())
        return false;
    if (std::exchange(config_.truncate, false) && ::ftruncate(file_, 0) != 0)
        return false;
    struct stat status
    {};
    size_ = ::fstat(file_, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
    return true;
}

bool file_backend::open() noexcept
{
    constexpr mode_t mode = 0666; // less what the process's umask takes
    standard_streams_held const streams;
    file_ = ::open(config_.path.c_str(), flags | O_CREAT, mode);
    return file_ >= 0;
}

void file_backend::consume(boost::log::record_view const&, std::string const& text)
{
    line_.assign(text).push_back('\n');
    if (file_ < 0 && !begin())
        return report("be opened");
    bool const rotates = config_.max_bytes != 0 && config_.backup_count != 0 && !is_retired_;
    if (rotates && size_ + line_.size() > config_.max_bytes)
        roll_over();
    if (file_ >= 0 && !write(line_.data(), line_.size()))
        report("be written");
    if (is_retired_) // a late record's: nobody will close it else
        close();
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
    close();
    if (!begin())
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
