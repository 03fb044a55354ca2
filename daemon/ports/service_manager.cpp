#include "daemon/ports/service_manager.hpp"

#include <systemd/sd-daemon.h>

#include <chrono>

#include "daemon/log.hpp"

namespace understudy {

namespace {

/// systemd asks for the moment by CLOCK_MONOTONIC, which steady_clock is.
long long monotonic_us() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<microseconds>(now).count();
}

void send(const std::string& message) { sd_notify(0, message.c_str()); }

}  // namespace

void ServiceManager::ready(const std::string& status) {
    last_status_ = log::harmless(status);
    send("READY=1\nSTATUS=" + last_status_);
}

void ServiceManager::status(const std::string& words) {
    std::string next = log::harmless(words);
    if (next == last_status_) return;
    last_status_ = std::move(next);
    send("STATUS=" + last_status_);
}

void ServiceManager::stopping(const std::string& words) {
    send("STOPPING=1\nSTATUS=" + log::harmless(words));
}

void ServiceManager::reloading() { send("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(monotonic_us())); }

void ServiceManager::alive() { send("WATCHDOG=1"); }

void ServiceManager::starting(Duration patience, const std::string& words) {
    last_status_ = log::harmless(words);
    send("EXTEND_TIMEOUT_USEC=" + std::to_string(patience.count()) + "\nSTATUS=" + last_status_);
}

std::vector<int> ServiceManager::take_sockets() {
    std::vector<int> sockets;
    const int count = sd_listen_fds(1);
    for (int i = 0; i < count; ++i) sockets.push_back(SD_LISTEN_FDS_START + i);
    return sockets;
}

std::optional<Duration> ServiceManager::watchdog() {
    std::uint64_t interval_us = 0;
    if (sd_watchdog_enabled(0, &interval_us) <= 0) return std::nullopt;
    return Duration{static_cast<Duration::rep>(interval_us)};
}

}  // namespace understudy
