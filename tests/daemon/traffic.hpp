// Writes down what a test asks of the API and what it is answered: tests/contract holds it against the
// document.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "net/http.hpp"

namespace understudy::test {

inline nlohmann::json pairs_of(const net::Headers& headers) {
    nlohmann::json pairs = nlohmann::json::array();
    for (const auto& [name, value] : headers)
        if (name != "Authorization") pairs.push_back({name, value});
    return pairs;
}

/// One line in the test's own file, UNDERSTUDY_TRAFFIC/SUITE.TEST.jsonl, which each run begins anew.
inline void write_down(const net::Request& request, const std::string& body, const net::Response& response) {
    static std::string begun;
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    if (info == nullptr) return;
    const std::string name = std::string(info->test_suite_name()) + "." + info->name();
    std::filesystem::create_directories(UNDERSTUDY_TRAFFIC);
    std::ofstream file(std::string(UNDERSTUDY_TRAFFIC "/") + name + ".jsonl",
                       begun == name ? std::ios::app : std::ios::trunc);
    begun = name;
    const nlohmann::json line{{"method", request.method},
                              {"target", request.target},
                              {"headers", pairs_of(request.headers)},
                              {"body", body},
                              {"status", response.status},
                              {"answer_headers", pairs_of(response.headers)},
                              {"answer", response.body}};
    file << line.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) << "\n";
}

}  // namespace understudy::test
