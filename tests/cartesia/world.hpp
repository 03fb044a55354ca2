// The real client to the cloud, and a scripted server for it to talk to, on one thread.
#pragma once

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <optional>

#include "cartesia/cartesia_cloud.hpp"
#include "net/run.hpp"
#include "tests/cartesia/scripted_server.hpp"
#include "tests/cartesia/sources.hpp"

namespace understudy::test {

/// Where one call's outcome goes; says when it is answered twice.
template <class T>
struct Awaited {
    std::optional<Outcome<T>> outcome;
    Cloud::CallId id = 0;
    int answered = 0;
    Reply<T> reply() {
        return [this](Outcome<T> given) {
            ++answered;
            outcome.emplace(std::move(given));
        };
    }
};

struct World {
    explicit World(cartesia::Options given = {}) : options(std::move(given)) {
        options.base_url = server.url() + options.base_url;  // tests give a path, or nothing
        if (options.api_key.empty()) options.api_key = Secret("sk_car_test");
        cloud.emplace(io.get_executor(), options);
    }
    ~World() {
        server.let_go();
        stop(std::chrono::milliseconds(0));
        net::run(io, server.server().stop(std::chrono::milliseconds(0)));
    }
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    /// No pause between the calls, and no patience that a test would have to sit out.
    static cartesia::Options quick() {
        cartesia::Options options;
        options.base_url = "";
        options.requests_per_second = 0;
        return options;
    }

    template <class T, class Ask>
    std::unique_ptr<Awaited<T>> begin(Ask ask) {
        auto awaited = std::make_unique<Awaited<T>>();
        awaited->id = ask(*cloud, awaited->reply());
        EXPECT_EQ(awaited->answered, 0) << "a reply came from inside the call";
        return awaited;
    }
    template <class T>
    Outcome<T> end(Awaited<T>& awaited) {
        net::run_until(io, [&] { return awaited.answered > 0; });
        return *awaited.outcome;
    }
    template <class T, class Ask>
    Outcome<T> ask(Ask ask) {
        const auto awaited = begin<T>(std::move(ask));
        return end(*awaited);
    }
    void stop(std::chrono::milliseconds grace) { net::run(io, cloud->stop(grace)); }
    void until(const std::function<bool()>& fact) { net::run_until(io, fact); }

    // The calls that most tests make.
    Outcome<CloudDataset> create_dataset() {
        return ask<CloudDataset>([](Cloud& c, auto reply) {
            return c.create_dataset({"Anna", "text"}, reply);
        });
    }
    std::unique_ptr<Awaited<CloudFineTune>> begin_fine_tune() {
        return begin<CloudFineTune>([](Cloud& c, auto reply) {
            return c.create_fine_tune({"Anna", "[marker]", "en", "sonic-3-2026-01-12", "dataset_1"}, reply);
        });
    }
    Outcome<CloudFineTune> create_fine_tune() { return end(*begin_fine_tune()); }
    Outcome<std::vector<CloudFineTune>> list_fine_tunes() {
        return ask<std::vector<CloudFineTune>>([](Cloud& c, auto reply) { return c.list_fine_tunes(reply); });
    }
    std::unique_ptr<Awaited<Nothing>> begin_upload(std::unique_ptr<ByteSource> source,
                                                   std::function<void(std::uint64_t)> on_progress = {}) {
        auto file = std::make_shared<NewFile>(
            NewFile{"dataset_1", "a.wav", std::move(source), std::move(on_progress)});
        return begin<Nothing>(
            [file](Cloud& c, auto reply) { return c.upload_file(std::move(*file), reply); });
    }
    Outcome<Nothing> upload(std::unique_ptr<ByteSource> source,
                            std::function<void(std::uint64_t)> on_progress = {}) {
        return end(*begin_upload(std::move(source), std::move(on_progress)));
    }

    asio::io_context io;
    ScriptedServer server{io.get_executor()};
    cartesia::Options options;
    std::optional<cartesia::CartesiaCloud> cloud;
};

inline const char* const a_fine_tune =
    R"({"id":"fine_tune_1","name":"Anna","description":"[marker]","language":"en",
        "model_id":"sonic-3-2026-01-12","dataset":"dataset_1","status":"created"})";

}  // namespace understudy::test
