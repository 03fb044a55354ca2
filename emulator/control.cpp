#include "emulator/control.hpp"

#include <array>
#include <charconv>

#include "emulator/control_json.hpp"

namespace understudy::emulator {

namespace {

struct Command {
    EmulatorState& state;
    const net::Request& head;
    Json body;
    std::string last_segment;
    net::HttpServer::Stats server;
};

net::Response complain(const std::string& message) { return json_answer({{"error", message}}, 400); }

CloudModel& account_of(Command& command) {
    std::size_t account = 0;
    if (const auto query = net::parse_query(command.head.target))
        for (const auto& [name, value] : *query)
            if (name == "account") std::from_chars(value.data(), value.data() + value.size(), account);
    return command.state.accounts.at(std::min<std::size_t>(account, 100));
}

net::Response get_bill(Command& command) {
    return json_answer(bill_view(account_of(command).bill(command.state.clock.now())));
}

net::Response get_files(Command& command) {
    return json_answer(stored_files_view(account_of(command).stored_files()));
}

net::Response get_requests(Command& command) {
    Json view = request_log_view(command.state.log);
    view["connections_accepted"] = command.server.connections_accepted;
    view["connections_open"] = command.server.open;
    return json_answer(view);
}

net::Response forget_requests(Command& command) {
    command.state.log.forget();
    return no_content();
}

net::Response get_settings(Command& command) {
    return json_answer(settings_view(command.state.accounts.main().settings(), command.state.wire));
}

net::Response change_all_settings(Command& command) {
    for (const auto& cloud : command.state.accounts.all()) {
        const auto changed = change_settings(command.body, cloud->settings(), command.state.wire);
        if (!changed) return complain(changed.error());
    }
    return get_settings(command);
}

net::Response get_faults(Command& command) {
    Json rules = Json::array();
    for (const auto& rule : command.state.faults.rules()) rules.push_back(fault_rule_view(rule));
    return json_answer({{"faults", rules}});
}

net::Response add_faults(Command& command) {
    std::vector<FaultRule> rules;
    const Json list = command.body.is_array() ? command.body : Json::array({command.body});
    for (const auto& json : list) {
        auto rule = fault_rule_from(json);
        if (!rule) return complain(rule.error());
        rules.push_back(std::move(*rule));
    }
    Json ids = Json::array();
    for (auto& rule : rules) ids.push_back(command.state.faults.add(std::move(rule)));
    return json_answer({{"ids", ids}});
}

net::Response clear_faults(Command& command) {
    command.state.faults.clear();
    return no_content();
}

net::Response remove_fault(Command& command) {
    std::uint64_t id = 0;
    const std::string& text = command.last_segment;
    std::from_chars(text.data(), text.data() + text.size(), id);
    return command.state.faults.remove(id) ? no_content()
                                           : json_answer({{"error", "There is no such fault."}}, 404);
}

net::Response set_clock(Command& command) {
    const Json& body = command.body;
    if (!body.is_object()) return complain("A JSON object is expected.");
    EmulatorClock& clock = command.state.clock;
    if (const auto frozen = body.find("frozen"); frozen != body.end() && frozen->is_boolean())
        frozen->get<bool>() ? clock.freeze() : clock.go_on();
    if (const auto advance = body.find("advance"); advance != body.end()) {
        const auto by = duration_from(*advance);
        if (!by) return complain("advance must be a duration.");
        clock.advance(*by);
    }
    for (const auto& cloud : command.state.accounts.all()) cloud->settle(clock.now());
    return json_answer({{"now", to_rfc3339(clock.now())}, {"frozen", clock.frozen()}});
}

net::Response hide_object(Command& command) {
    const Json& body = command.body;
    const bool good = body.is_object() && body.value("id", Json()).is_string() &&
                      body.value("by_id", Json(true)).is_boolean() &&
                      body.value("in_lists", Json(true)).is_boolean();
    if (!good) return complain("id, by_id and in_lists are expected.");
    for (const auto& cloud : command.state.accounts.all())
        if (cloud->hide(body["id"].get<std::string>(), body.value("by_id", true),
                        body.value("in_lists", true)))
            return no_content();
    return json_answer({{"error", "There is no such object."}}, 404);
}

net::Response set_keys(Command& command) {
    std::map<std::string, std::size_t> keys;
    if (!command.body.is_object()) return complain("A JSON object is expected.");
    for (const auto& [key, account] : command.body.items()) {
        if (!account.is_number_unsigned() || account.get<std::size_t>() > 100)
            return complain("A key's account is a number from 0 to 100.");
        keys[key] = account.get<std::size_t>();
    }
    command.state.accounts.set_keys(std::move(keys));
    return no_content();
}

struct ControlRoute {
    std::string_view method, path;
    net::Response (*handler)(Command&);
};

net::Response list_routes(Command& command);

constexpr std::array<ControlRoute, 14> control_routes{{
    {"GET", "/_emulator", list_routes},
    {"GET", "/_emulator/bill", get_bill},
    {"GET", "/_emulator/files", get_files},
    {"GET", "/_emulator/requests", get_requests},
    {"DELETE", "/_emulator/requests", forget_requests},
    {"GET", "/_emulator/settings", get_settings},
    {"PATCH", "/_emulator/settings", change_all_settings},
    {"GET", "/_emulator/faults", get_faults},
    {"POST", "/_emulator/faults", add_faults},
    {"DELETE", "/_emulator/faults", clear_faults},
    {"DELETE", "/_emulator/faults/*", remove_fault},
    {"POST", "/_emulator/clock", set_clock},
    {"POST", "/_emulator/hide", hide_object},
    {"PUT", "/_emulator/keys", set_keys},
}};

net::Response list_routes(Command&) {
    Json routes = Json::array({"POST /_emulator/await"});  // it waits, so the runner answers it
    for (const auto& route : control_routes)
        routes.push_back(std::string(route.method) + ' ' + std::string(route.path));
    return json_answer({{"control", routes}});
}

}  // namespace

bool is_control(std::string_view target) {
    return path_matches("/_emulator", target) || path_matches("/_emulator/**", target);
}

net::Response answer_control(EmulatorState& state, const net::Request& head, const std::string& body,
                             const net::HttpServer::Stats& server) {
    Command command{state, head, body.empty() ? Json::object() : Json::parse(body, nullptr, false), "",
                    server};
    if (command.body.is_discarded()) return complain("The body is not valid JSON.");
    const std::string path(net::path_of(head.target));
    command.last_segment = path.substr(path.rfind('/') + 1);
    for (const auto& route : control_routes)
        if (route.method == head.method && path_matches(route.path, path)) return route.handler(command);
    return json_answer({{"error", "There is no such control."}}, 404);
}

}  // namespace understudy::emulator
