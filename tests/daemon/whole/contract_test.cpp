// The examples of the document, sent to the real daemon: every call is made.
#include <csignal>
#include <filesystem>
#include <fstream>

#include "studio.hpp"
#include "tests/daemon/traffic.hpp"

namespace understudy::test {
namespace {

class Contract : public Studio {
  protected:
    void open() {
        std::filesystem::create_directory(recordings + "/anna");
        record("anna/day-1", 2);
        record("anna/day-2", 2);
        open_cloud();
        open_ready_daemon();
    }
    void open_ready_daemon() {
        open_daemon();
        until("it is ready", [&] { return ask("GET", "/readyz"), last_status == 200; });
    }

    /// Asks with headers of its own, over a connection of its own.
    Json ask_with(std::string method, std::string target, const Json& body, const net::Headers& headers) {
        std::string token;
        std::ifstream(folder + "/token") >> token;
        net::Request request{
            std::move(method), std::move(target), {{"Authorization", "Bearer " + token}}, ""};
        if (!body.is_null()) request.body = body.dump();
        if (!body.is_null()) request.headers.set("Content-Type", "application/json");
        for (const auto& [name, value] : headers) request.headers.set(name, value);
        net::ClientOptions options;
        options.origin = *net::parse_origin(daemon_url());
        net::HttpClient client(loop_.get_executor(), options);
        const auto answer = net::run(loop_, client.send(request));
        EXPECT_TRUE(answer.ok()) << request.target;
        if (!answer.ok()) return nullptr;
        write_down(request, request.body, *answer);
        status_ = answer->status;
        replayed_ = answer->headers.find("Idempotency-Replayed").has_value();
        return answer->body.empty() ? Json(nullptr) : Json::parse(answer->body, nullptr, false);
    }

    /// The document's recordings are the studio's.
    Json at_home(const Json& example) {
        std::string text = example.dump();
        const std::string there = "/srv/recordings";
        for (auto at = text.find(there); at != std::string::npos; at = text.find(there))
            text.replace(at, there.size(), recordings);
        return Json::parse(text);
    }

    /// What may be sent: the bodies that the operation shows, or none where it takes none.
    std::vector<Json> bodies_of(const Json& operation) {
        std::vector<Json> bodies;
        if (operation.contains("requestBody"))
            for (const auto& example : operation["requestBody"]["content"]["application/json"]["examples"])
                bodies.push_back(at_home(example["value"]));
        else
            bodies.emplace_back(nullptr);
        EXPECT_FALSE(bodies.empty()) << operation["operationId"] << " shows no example";
        return bodies;
    }

    /// A job that is measured, so that nothing is under way for it.
    std::string draft() {
        const Json made = ask("POST", "/v1/jobs",
                              {{"name", "Anna"}, {"language", "en"}, {"recordings", {recordings + "/anna"}}});
        EXPECT_EQ(last_status, 201) << made;
        const std::string id = made.value("id", "");
        until("it is measured", [&] { return !job(id)["preflight"].is_null(); });
        return id;
    }

    std::string background_preflight() {
        const Json begun = ask_with("POST", "/v1/preflight", {{"recordings", {recordings + "/anna"}}},
                                    {{"Prefer", "respond-async"}});
        EXPECT_EQ(status_, 202) << begun;
        return begun.value("id", "");
    }

    std::string dataset() {
        const std::string id = ask("POST", "/v1/datasets", {{"name", "Anna"}}).value("id", "");
        EXPECT_EQ(last_status, 201);
        ask("POST", "/v1/datasets/" + id + "/files", {{"recordings", {recordings + "/anna"}}});
        EXPECT_EQ(last_status, 200);
        return id;
    }

    std::string file_of(const std::string& dataset_id) {
        const Json files = ask("GET", "/v1/datasets/" + dataset_id + "/files");
        return files["data"].empty() ? "" : files["data"][0].value("id", "");
    }

    std::string inbox_folder() {
        std::filesystem::create_directories(folder + "/inbox/Berta");
        return "Berta";
    }

    /// That a job is measured may be seen a moment before it is on the disk.
    void until_idle(const std::string& target) {
        if (!target.starts_with("/v1/jobs/")) return;
        ask("POST", target + "/hold");
        EXPECT_EQ(last_status, 200);
    }

    /// The path with something in it that is there.
    std::string filled(std::string path) {
        const auto put = [&path](const std::string& name, const std::string& value) {
            path.replace(path.find(name), name.size(), value);
        };
        if (path.find("{id}") != std::string::npos) put("{id}", draft());
        if (path.find("{preflight_id}") != std::string::npos) put("{preflight_id}", background_preflight());
        if (path.find("{folder}") != std::string::npos) put("{folder}", inbox_folder());
        if (path.find("{dataset_id}") != std::string::npos) {
            const std::string id = dataset();
            if (path.find("{file_id}") != std::string::npos) put("{file_id}", file_of(id));
            put("{dataset_id}", id);
        }
        if (path.find("{type}") != std::string::npos) put("{type}", "busy");
        return path;
    }

    void make(const std::string& method, const std::string& path, const Json& operation) {
        for (const Json& body : bodies_of(operation)) {
            const std::string target = filled(path);
            if (operation["operationId"] == "releaseJob")
                ask("POST", target.substr(0, target.rfind('/')) + "/hold");
            if (method == "DELETE") until_idle(target);
            if (path == "/v1/jobs/{id}/datasets") until_idle(target.substr(0, target.rfind('/')));
            const Json answer = ask(method, target, body);
            const bool refused = operation["operationId"] == "retryJob" ||
                                 operation["operationId"] == "resolveJob" ||
                                 operation["operationId"] == "retrainJob";
            EXPECT_EQ(last_status / 100, refused ? 4 : 2) << method << " " << target << body << answer;
            if (refused) expect_about_the_job(answer);
        }
    }
    /// A draft has not failed, and no answer was lost: that is told, and nothing is said against the request.
    static void expect_about_the_job(const Json& problem) {
        const bool no_such = problem.value("detail", "").starts_with("the cloud has no fine-tune");
        EXPECT_TRUE(problem.value("type", "") == "/problems/state-forbids" || no_such) << problem;
    }

    int status_ = 0;  ///< of ask_with()
    bool replayed_ = false;

  private:
    net::asio::io_context loop_;
};

std::string upper(std::string text) {
    for (char& letter : text)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return text;
}

TEST_F(Contract, EveryCallThatItShowsIsTaken) {
    open();
    const Json document = ask("GET", "/openapi.json");
    ASSERT_TRUE(document.is_object());
    for (const auto& [path, methods] : document["paths"].items())
        for (const auto& [method, operation] : methods.items())
            // What tus asks has headers and bytes of its own: inbox_test.cpp. What is about fine-tunes and
            // voices wants a training that completed: cloud_test.cpp. One webhook wants a receiver:
            // webhooks_test.cpp; a session wants a browser, and a recording is no JSON: page_test.cpp.
            if (method != "parameters" && !path.starts_with("/v1/inbox/uploads") &&
                !path.starts_with("/v1/webhooks/") && !path.starts_with("/v1/session") &&
                !path.ends_with("/audio") && path.find("{fine_tune_id}") == std::string::npos &&
                path.find("{voice_id}") == std::string::npos)
                make(upper(method), path, operation);
}

TEST_F(Contract, WhatIsRefusedIsRefusedAsItSays) {
    open();
    const std::string id = draft();
    ask("GET", "/v1/jobs/job_7");
    EXPECT_EQ(last_status, 404);
    ask("GET", "/v1/nothing");
    EXPECT_EQ(last_status, 404);
    ask("PUT", "/v1/jobs");
    EXPECT_EQ(last_status, 405);
    ask("GET", "/v1/jobs?limit=0");
    EXPECT_EQ(last_status, 400);
    ask_with("GET", "/v1/jobs", nullptr, {{"Authorization", "Bearer nobody"}});
    EXPECT_EQ(status_, 401);
    ask_with("GET", "/v1/jobs", nullptr, {{"Origin", "http://example.org"}});
    EXPECT_EQ(status_, 403);
    ask("POST", "/v1/jobs/" + id + "/hold", {{"nmae", 1}});
    EXPECT_EQ(last_status, 422);
    ask("POST", "/v1/preflight", {{"recordings", {recordings + "/nobody"}}});
    EXPECT_EQ(last_status, 422);
    ask_with("GET", "/v1/jobs/" + id, nullptr, {{"If-None-Match", "*"}});
    EXPECT_EQ(status_, 304);
}

TEST_F(Contract, AnActionWithAKeyIsDoneOnceOverAKillToo) {
    open();
    const std::string id = draft(), hold = "/v1/jobs/" + id + "/hold";
    const net::Headers key{{"Idempotency-Key", "hold it 7"}};
    ask_with("POST", hold, nullptr, key);
    EXPECT_EQ(status_, 200);
    EXPECT_FALSE(replayed_);
    ask("POST", "/v1/jobs/" + id + "/release");
    daemon->signal(SIGKILL);
    daemon->wait();
    open_ready_daemon();
    const Json again = ask_with("POST", hold, nullptr, key);
    EXPECT_TRUE(replayed_);
    EXPECT_TRUE(again["hold"].is_null()) << "it was released since: " << again;
    ask_with("POST", hold, Json::object(), key);
    EXPECT_EQ(status_, 422);
    ask_with("POST", "/v1/jobs/" + id + "/cancel", nullptr, key);
    EXPECT_EQ(status_, 422);
    ask("DELETE", "/v1/jobs/" + id);
    EXPECT_EQ(last_status, 204);
    ask_with("POST", hold, nullptr, key);
    EXPECT_EQ(status_, 410);
}

}  // namespace
}  // namespace understudy::test
