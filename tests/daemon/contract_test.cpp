// The document that describes the API, the API itself, and the list of its problems are one thing.
#include "daemon/api/contract.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "caller.hpp"
#include "daemon/api/problem_types.hpp"
#include "daemon/api/routes.hpp"

namespace understudy::test {
namespace {

using Contract = ApiTest;
using Types = std::map<std::string, int>;

Json document() { return Json::parse(api::contract()); }

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string upper(std::string text) {
    for (char& letter : text)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return text;
}

std::string body_rule_in(const Json& operation) {
    if (!operation.contains("requestBody")) return "none";
    if (!operation["requestBody"]["content"].contains("application/json")) return "bytes";
    return operation["requestBody"].value("required", false) ? "json" : "optional";
}

std::string said_of(const api::Route& route) {
    const char* body = route.body == api::BodyRule::none    ? "none"
                       : route.body == api::BodyRule::bytes ? "bytes"
                       : route.body == api::BodyRule::json  ? "json"
                                                            : "optional";
    return std::string(route.method) + " " + std::string(route.pattern) + ", body: " + body +
           (route.open ? ", open" : "");
}

TEST_F(Contract, HasEveryRouteAndNoOther) {
    std::set<std::string> routes, described;
    for (const api::Route& route : api::routes()) routes.insert(said_of(route));
    const Json paths = document()["paths"];
    for (const auto& [path, methods] : paths.items())
        for (const auto& [method, operation] : methods.items())
            if (method != "parameters")
                described.insert(upper(method) + " " + path + ", body: " + body_rule_in(operation) +
                                 (operation.contains("security") ? ", open" : ""));
    EXPECT_EQ(routes, described);
}

TEST_F(Contract, IsServedToEverybodyWithAnETag) {
    const auto answer = call("GET", "/openapi.json", "", {{"Authorization", "none"}});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.find("Content-Type"), "application/json");
    EXPECT_EQ(json(answer)["openapi"], "3.1.0");
    EXPECT_EQ(json(answer)["info"]["version"], json(call("GET", "/v1/doctor"))["version"]);
    const std::string tag(answer.headers.find("ETag").value_or(""));
    const auto again = call("GET", "/openapi.json", "", {{"If-None-Match", tag}});
    EXPECT_EQ(again.status, 304);
    EXPECT_TRUE(again.body.empty());
    EXPECT_EQ(call("GET", "/openapi.json", "", {{"If-None-Match", "\"another\""}}).status, 200);
}

TEST_F(Contract, HasEveryTypeOfProblemWithItsStatus) {
    Types table, described;
    std::vector<std::string> in_order;
    for (const api::ProblemType& type : api::problem_types()) {
        table["/problems/" + std::string(type.name)] = type.status;
        in_order.push_back("/problems/" + std::string(type.name));
    }
    const Json components = document()["components"];
    EXPECT_EQ(components["schemas"]["Problem"]["properties"]["type"]["enum"], Json(in_order));
    for (const auto& [name, response] : components["responses"].items()) {
        if (!response.contains("content")) continue;
        const Json& content = response["content"];
        if (!content.contains("application/problem+json")) continue;
        const Json& members = content["application/problem+json"]["schema"]["properties"];
        for (const auto& type : members["type"]["enum"]) described[type] = members["status"]["const"];
    }
    EXPECT_EQ(table, described);
}

TEST_F(Contract, TheListOfProblemsForReadersIsTheTable) {
    std::string rows;
    for (const api::ProblemType& type : api::problem_types())
        rows.append("| `")
            .append(type.name)
            .append("` | ")
            .append(std::to_string(type.status))
            .append(" | ")
            .append(type.meaning)
            .append(" | ")
            .append(type.cure)
            .append(" |\n");
    const std::string page = text_of(UNDERSTUDY_SOURCE "/docs/problems.md");
    const auto begin = page.find("|---|---|---|---|\n");
    ASSERT_NE(begin, std::string::npos);
    const std::string listed = page.substr(begin + 18);
    EXPECT_EQ(listed.substr(0, listed.find("\n\n") + 1), rows);
}

/// The types that a source makes: `{409, "busy", …` or, with a status of its own, `problem(entry, "…"`.
void find_types(const std::string& source, Types& found) {
    static const std::regex with_status(R"re([{(]\s*([45]\d\d),\s*"([a-z]+(-[a-z]+)*)")re");
    static const std::regex of_a_recording(R"re(problem\(\s*entry,\s*"([a-z]+(-[a-z]+)*)")re");
    const std::sregex_iterator end;
    for (std::sregex_iterator match(source.begin(), source.end(), with_status); match != end; ++match)
        found[(*match)[2]] = std::stoi((*match)[1]);
    for (std::sregex_iterator match(source.begin(), source.end(), of_a_recording); match != end; ++match)
        found[(*match)[1]] = 422;
}

TEST_F(Contract, TheSourcesMakeTheProblemsOfTheTableAndNoOthers) {
    Types made, table;
    for (const char* folder : {"core", "daemon", "audio", "storage", "inbox", "config"})
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(std::string(UNDERSTUDY_SOURCE "/") + folder))
            if (entry.path().filename() != "problem_types.cpp" &&
                (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp"))
                find_types(text_of(entry.path()), made);
    for (const api::ProblemType& type : api::problem_types()) table[std::string(type.name)] = type.status;
    EXPECT_EQ(made, table);
}

TEST_F(Contract, AProblemsTypeIsExplainedAsItIsWanted) {
    const auto ask = [&](const char* accept) {
        return call("GET", "/problems/unauthorized", "", {{"Authorization", "none"}, {"Accept", accept}});
    };
    const auto text = ask("*/*");
    EXPECT_EQ(text.status, 200);
    EXPECT_EQ(text.headers.find("Content-Type"), "text/plain; charset=utf-8");
    EXPECT_TRUE(text.body.starts_with("A token is needed (unauthorized, 401)\n\n")) << text.body;
    const auto page = ask("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    EXPECT_EQ(page.headers.find("Content-Type"), "text/html; charset=utf-8");
    EXPECT_NE(page.body.find("<code>[server] token_file</code>"), std::string::npos) << page.body;
    const Json document = json(ask("application/json, text/html"));
    EXPECT_EQ(document["type"], "/problems/unauthorized");
    EXPECT_EQ(document["status"], 401);
    EXPECT_FALSE(document["cure"].get<std::string>().empty());
}

TEST_F(Contract, AProblemsTitleIsThatOfItsTypeAndTheRestIsInItsDetail) {
    desk.refusal = Problem{409, "busy", "Very busy indeed", "The job is being saved.", ""};
    const Json problem = json(call("POST", "/v1/jobs/" + some_id + "/hold"));
    EXPECT_EQ(problem["title"], "The job is busy");
    EXPECT_EQ(problem["detail"], "The job is being saved.");
}

TEST_F(Contract, WhatIsNoTypeOfProblemIsNotExplained) {
    for (const char* name : {"no-such", "%3Cscript%3E", "Unauthorized"})
        expect_problem(call("GET", std::string("/problems/") + name), 404, "not-found");
    expect_problem(call("GET", "/problems/"), 404, "not-found");
}

}  // namespace
}  // namespace understudy::test
