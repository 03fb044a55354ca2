#include "emulator/fault_answer.hpp"

#include "emulator/api/json.hpp"

namespace understudy::emulator {

namespace {

net::Response wrapped(const Fault& fault, const std::string& request_id) {
    return json_answer({{"error",
                         {{"error_code", fault.error_code.empty() ? Json(nullptr) : Json(fault.error_code)},
                          {"title", fault.title},
                          {"message", fault.message},
                          {"request_id", request_id}}}});
}

std::string html_page(int status) {
    const std::string line = std::to_string(status) + " " + net::reason_phrase(status);
    return "<html>\r\n<head><title>" + line + "</title></head>\r\n<body>\r\n<center><h1>" + line +
           "</h1></center>\r\n<hr><center>gateway</center>\r\n</body>\r\n</html>\r\n";
}

net::Response body_of(const Fault& fault, net::Response right, const std::string& version,
                      const std::string& request_id, int status) {
    switch (fault.body) {
        case FaultBody::right:
            break;
        case FaultBody::refusal:
            return refusal_answer({status, fault.error_code, fault.title, fault.message}, version,
                                  request_id);
        case FaultBody::given:
            return {status, {{"Content-Type", fault.content_type}}, fault.given};
        case FaultBody::garbage:
            return {
                status, {{"Content-Type", "application/json"}}, std::string("\x00\xff\xfe{\"id\":]]", 11)};
        case FaultBody::truncated:
            right.body.resize(right.body.size() / 2);
            break;
        case FaultBody::html:
            return {status, {{"Content-Type", "text/html"}}, html_page(status)};
        case FaultBody::wrapped:
            return wrapped(fault, request_id);
        case FaultBody::empty:
            right.body.clear();
            break;
    }
    return right;
}

}  // namespace

net::Response faulty_answer(const Fault& fault, net::Response right, const std::string& version,
                            const std::string& request_id) {
    const int status = fault.status != 0 ? fault.status : right.status;
    auto answer = body_of(fault, std::move(right), version, request_id, status);
    answer.status = status;
    answer.headers.set("x-request-id", request_id);
    for (const auto& [name, value] : fault.headers) answer.headers.set(name, value);
    return answer;
}

}  // namespace understudy::emulator
