// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_PROCESS_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_PROCESS_HPP_INCLUDED_

/// \file
/// Child processes of the tests. Linux only, like the tests with a real Fluentd.

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

extern "C" char** environ;

namespace log_fluentd::test {

/// Calls `condition` until it is true, for at most `timeout`. Use it for what another process does, which
/// cannot wake us; in this process, wait with a condition variable.
template <typename Condition>
bool poll_until(Condition condition, std::chrono::milliseconds timeout)
{
    auto const end = std::chrono::steady_clock::now() + timeout;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= end)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

/// The whole of a file; empty if it does not exist.
inline std::string read_file(std::filesystem::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The lines of a file, without their ends; none if it does not exist.
inline std::vector<std::string> lines_of(std::filesystem::path const& file)
{
    std::vector<std::string> result;
    std::istringstream in(read_file(file));
    for (std::string line; std::getline(in, line);)
        result.push_back(line);
    return result;
}

/// A new folder that is deleted with the object.
class temporary_folder
{
public:
    temporary_folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "log_fluentd-test-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            throw std::system_error(errno, std::generic_category(), "cannot make " + name);
        path_ = name;
    }
    temporary_folder(temporary_folder const&) = delete;
    temporary_folder& operator=(temporary_folder const&) = delete;
    ~temporary_folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::filesystem::path const& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

/// The file that the shell would run for `name`, or none.
inline std::optional<std::string> find_program(std::string const& name)
{
    if (name.find('/') != std::string::npos)
        return name;
    char const* const path = std::getenv("PATH");
    std::istringstream folders(path ? path : "/usr/bin:/bin");
    for (std::string folder; std::getline(folders, folder, ':');) {
        std::string candidate = folder + "/" + name;
        if (::access(candidate.c_str(), X_OK) == 0 && std::filesystem::is_regular_file(candidate))
            return candidate;
    }
    return std::nullopt;
}

/// The destination of a child's output, and its additional environment.
struct process_options
{
    std::filesystem::path output = "/dev/null";
    std::filesystem::path errors = "/dev/null";
    std::vector<std::pair<std::string, std::string>> environment;
};

/// A child process without a shell. It is killed when this object is destroyed, or when the thread that made
/// it ends for any reason.
class child_process
{
public:
    /// \throws std::runtime_error if the program does not exist.
    explicit child_process(std::vector<std::string> const& arguments, process_options const& options = {})
    {
        std::optional<std::string> const program = find_program(arguments.at(0));
        if (!program)
            throw std::runtime_error("the program " + arguments[0] + " is not on PATH");
        // Everything that allocates comes before the fork, because another thread may hold malloc's lock at
        // that moment.
        std::vector<std::string> environment = make_environment(options);
        std::vector<char*> const argument_pointers = pointers(arguments);
        std::vector<char*> const environment_pointers = pointers(environment);
        int const input = open_file("/dev/null", O_RDONLY);
        int const output = open_file(options.output, O_WRONLY | O_CREAT | O_APPEND);
        int const errors = open_file(options.errors, O_WRONLY | O_CREAT | O_APPEND);
        pid_t const parent = ::getpid();
        pid_ = ::fork();
        if (pid_ == 0) {
            sigset_t none;
            sigemptyset(&none);
            ::sigprocmask(SIG_SETMASK, &none, nullptr);
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (::getppid() == parent && ::dup2(input, 0) == 0 && ::dup2(output, 1) == 1 &&
                ::dup2(errors, 2) == 2)
                ::execve(program->c_str(), argument_pointers.data(), environment_pointers.data());
            ::_exit(127);
        }
        int const error = errno;
        for (int const descriptor : {input, output, errors})
            ::close(descriptor);
        if (pid_ < 0)
            throw std::system_error(error, std::generic_category(), "cannot fork");
    }
    child_process(child_process const&) = delete;
    child_process& operator=(child_process const&) = delete;
    ~child_process()
    {
        if (!status_) {
            send(SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
    }

    pid_t pid() const noexcept { return pid_; }

    void send(int signal) noexcept
    {
        if (!status_)
            ::kill(pid_, signal);
    }

    bool is_running()
    {
        int status = 0;
        if (!status_ && ::waitpid(pid_, &status, WNOHANG) == pid_)
            status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        return !status_;
    }

    /// Waits for its end.
    /// \returns its exit status, or 128 + the signal that ended it; none if it is still running.
    std::optional<int> wait(std::chrono::milliseconds timeout)
    {
        poll_until([this] { return !is_running(); }, timeout);
        return status_;
    }

private:
    static std::vector<char*> pointers(std::vector<std::string> const& texts)
    {
        std::vector<char*> result;
        for (std::string const& text : texts)
            result.push_back(const_cast<char*>(text.c_str()));
        result.push_back(nullptr);
        return result;
    }
    static std::vector<std::string> make_environment(process_options const& options)
    {
        // If a name comes twice, the first counts.
        std::vector<std::string> result;
        for (auto const& [name, value] : options.environment)
            result.push_back(name + "=" + value);
        for (char** variable = environ; *variable; ++variable)
            result.emplace_back(*variable);
        return result;
    }
    static int open_file(std::filesystem::path const& path, int flags)
    {
        int const result = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
        if (result < 0)
            throw std::system_error(errno, std::generic_category(), "cannot open " + path.string());
        return result;
    }

    pid_t pid_ = -1;
    std::optional<int> status_;
};

/// The result of a program that ran to its end.
struct process_result
{
    int status = 0;
    std::string output;
    std::string errors;
};

/// Runs a program to its end.
/// \throws std::runtime_error if it does not exist, or needs longer than `timeout`; then it is killed.
inline process_result run_process(std::vector<std::string> const& arguments,
                                  std::chrono::milliseconds timeout = std::chrono::seconds(60))
{
    temporary_folder const folder;
    process_options options;
    options.output = folder.path() / "output";
    options.errors = folder.path() / "errors";
    child_process child(arguments, options);
    std::optional<int> const status = child.wait(timeout);
    if (!status)
        throw std::runtime_error(arguments[0] + " did not end; so far it said: " + read_file(options.output) +
                                 read_file(options.errors));
    return {*status, read_file(options.output), read_file(options.errors)};
}

} // namespace log_fluentd::test

#endif
