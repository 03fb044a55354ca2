// What the probe cannot do, tried by a program that has shut itself in as the probe does.
#include "audio/sandbox.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audio/file_descriptor.hpp"
#include "audio/sanitized.hpp"
#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

// How the attempt ended, as waitpid(2) tells it.
int status_of(const char* attempt) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::execl(UNDERSTUDY_ESCAPE, UNDERSTUDY_ESCAPE, attempt, nullptr);
        ::_exit(127);
    }
    int status = -1;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return status;
}

bool was_refused(const char* attempt) {
    const int status = status_of(attempt);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool was_ended(const char* attempt) {
    const int status = status_of(attempt);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

TEST(Sandbox, LetsItsInmateWork) { EXPECT_TRUE(was_refused("compute")); }

TEST(Sandbox, HasNoNetwork) {
    EXPECT_TRUE(was_ended("socket"));
    EXPECT_TRUE(was_ended("unix-socket"));
    EXPECT_TRUE(was_refused("send-elsewhere"));
}

TEST(Sandbox, HasNoFiles) {
    // A build that watches itself reads files to describe what it found.
    if (!is_sanitized) EXPECT_TRUE(was_refused("open"));
    EXPECT_TRUE(was_refused("open-to-write"));
    EXPECT_TRUE(was_refused("create"));
    EXPECT_TRUE(was_refused("unlink"));
    EXPECT_TRUE(was_refused("make-writable"));
}

TEST(Sandbox, StartsNothing) {
    EXPECT_TRUE(was_ended("exec"));
    EXPECT_TRUE(was_ended("fork"));
    EXPECT_TRUE(was_refused("clone"));
    EXPECT_TRUE(was_refused("run-memory"));
}

TEST(Sandbox, TouchesNoOtherProcess) {
    EXPECT_TRUE(was_ended("ptrace"));
    EXPECT_TRUE(was_ended("kill-parent"));
    EXPECT_TRUE(was_refused("signal-parent"));
    EXPECT_TRUE(was_refused("limit-parent"));
}

TEST(Sandbox, KnowsADescriptorThatCouldWrite) {
    TemporaryFolder folder;
    write_file(folder.at("x"), "x");
    const FileDescriptor reading(::open(folder.at("x").c_str(), O_RDONLY | O_CLOEXEC));
    const FileDescriptor both(::open(folder.at("x").c_str(), O_RDWR | O_CLOEXEC));
    EXPECT_TRUE(is_read_only(reading.get()));
    EXPECT_FALSE(is_read_only(both.get()));
    EXPECT_FALSE(is_read_only(-1));
}

}  // namespace
}  // namespace understudy
