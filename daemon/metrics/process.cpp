#include "daemon/metrics/process.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

namespace understudy::metrics {

namespace {

struct Stat {
    double cpu_ticks = 0, start_ticks = 0, threads = 0, virtual_bytes = 0, resident_pages = 0;
};

/// proc(5): the fields after the program's name, which may hold anything and ends with the last bracket.
std::optional<Stat> own_stat() {
    std::ifstream file("/proc/self/stat");
    std::string line;
    if (!std::getline(file, line)) return std::nullopt;
    std::istringstream rest(line.substr(std::min(line.rfind(')') + 1, line.size())));
    std::string state;
    rest >> state;
    std::array<double, 22> fields{};  // from the fourth on
    for (double& field : fields) rest >> field;
    if (!rest) return std::nullopt;
    return Stat{fields[10] + fields[11], fields[18], fields[16], fields[19], fields[20]};
}

double seconds_of(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// From the clocks: /proc/stat is hidden from a service that sees no other processes.
double boot_time() { return seconds_of(CLOCK_REALTIME) - seconds_of(CLOCK_BOOTTIME); }

/// Kept from the first look on: reckoned from two clocks, it would be another one at each, and who counts its
/// changes counts restarts.
double began_at(double since_boot_s) {
    static const double moment = std::round((boot_time() + since_boot_s) * 100) / 100;
    return moment;
}

/// The one that reads them is not counted.
std::optional<double> open_files() {
    std::error_code error;
    double count = 0;
    for (auto entry = std::filesystem::directory_iterator("/proc/self/fd", error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
        ++count;
    return error ? std::nullopt : std::optional(count - 1);
}

}  // namespace

void write_process(Page& page) {
    if (const auto stat = own_stat()) {
        const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
        const auto page_size = static_cast<double>(::sysconf(_SC_PAGESIZE));
        page.counter("process_cpu_seconds_total", "CPU time in user and system mode.",
                     stat->cpu_ticks / ticks);
        page.gauge("process_resident_memory_bytes", "Memory that is in RAM.",
                   stat->resident_pages * page_size);
        page.gauge("process_virtual_memory_bytes", "Address space.", stat->virtual_bytes);
        page.gauge("process_threads", "Threads.", stat->threads);
        page.gauge("process_start_time_seconds", "When the process began.",
                   began_at(stat->start_ticks / ticks));
    }
    if (const auto files = open_files()) page.gauge("process_open_fds", "Open file descriptors.", *files);
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        page.gauge("process_max_fds", "The most that may be open.", static_cast<double>(limit.rlim_cur));
}

}  // namespace understudy::metrics
