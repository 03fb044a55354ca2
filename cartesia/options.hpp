// What the client to the cloud has to know.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "core/secret.hpp"

namespace understudy::cartesia {

class Observer;

struct Options {
    std::string base_url = "https://api.cartesia.ai";
    std::string version = "2026-03-01";  ///< of the cloud's API
    Secret api_key;                      ///< empty: every call is answered with trouble of kind credentials
    std::string ca_file;                 ///< trusted beside the system's store; "" for none
    Secret proxy;  ///< "http://host:port", with "user:password@" before the host where it wants them; "" for
                   ///< none
    double requests_per_second = 5;  ///< of all calls but uploads; 0: no limit
    std::chrono::milliseconds answer_timeout{
        60'000};                        ///< from the end of the request to the answer's first byte
    std::uint64_t bandwidth_limit = 0;  ///< bytes a second of all uploads together; 0: none
    std::size_t max_upload_connections = 4;
    std::size_t max_other_connections = 2;
    std::string user_agent = "understudy";
    Observer* observer = nullptr;  ///< told of every exchange; outlives the client
};

}  // namespace understudy::cartesia
