// The real client against the emulated cloud: the promises of every Cloud, over HTTP and HTTPS and in the
// cloud's old and new dialect.
#include "emulator/emulator.hpp"

#include <boost/asio/io_context.hpp>
#include <optional>

#include "cartesia/cartesia_cloud.hpp"
#include "net/run.hpp"
#include "tests/cartesia/cloud_conformance.hpp"
#include "tests/net/certificates.hpp"

namespace understudy::test {
namespace {

using emulator::Fault;
using emulator::FaultAct;
using emulator::FaultBody;
using emulator::FaultPoint;

class EmulatedCloud final : public CloudUnderTest {
  public:
    explicit EmulatedCloud(bool https, const std::string& version) {
        emulator::EmulatorOptions world;
        if (https) {
            certificate_.emplace();
            world.listen.tls_cert_file = certificate_->cert_file;
            world.listen.tls_key_file = certificate_->key_file;
        }
        emulator_.emplace(io_.get_executor(), world);
        EXPECT_TRUE(emulator_->start().ok());
        emulator_->state().clock.freeze();
        cartesia::Options options;
        options.base_url = emulator_->url();
        options.api_key = Secret(world.api_key);
        options.requests_per_second = 0;
        options.version = version;
        if (https) options.ca_file = certificate_->cert_file;
        cloud_.emplace(io_.get_executor(), options);
    }
    ~EmulatedCloud() override {
        net::run(io_, cloud_->stop(std::chrono::milliseconds(0)));
        net::run(io_, emulator_->stop(std::chrono::milliseconds(0)));
    }

    Cloud& cloud() override { return *cloud_; }
    void run_until(const std::function<bool()>& fact) override { net::run_until(io_, fact); }
    void complete_trainings() override { emulator_->state().clock.advance(std::chrono::hours(5)); }
    void lose_next_answer() override { strike(FaultAct::reset, FaultPoint::commit); }
    void silence_next() override { strike(FaultAct::hang, FaultPoint::commit); }
    void refuse_next(int status, std::string error_code) override {
        Fault fault;
        fault.act = FaultAct::answer;
        fault.at = FaultPoint::read;
        fault.body = FaultBody::refusal;
        fault.status = status;
        fault.error_code = std::move(error_code);
        strike(std::move(fault));
    }
    std::size_t requests_seen() override { return emulator_->state().log.requests(); }
    std::size_t fine_tunes_bought() override {
        auto& state = emulator_->state();
        return state.accounts.main().bill(state.clock.now()).purchases.size();
    }

    emulator::Emulator& emulator() { return *emulator_; }
    boost::asio::any_io_executor executor() { return io_.get_executor(); }
    void finish(cartesia::CartesiaCloud& other) { net::run(io_, other.stop(std::chrono::milliseconds(0))); }

  private:
    void strike(FaultAct act, FaultPoint at) {
        Fault fault;
        fault.act = act;
        fault.at = at;
        strike(std::move(fault));
    }
    void strike(Fault fault) {
        emulator::FaultRule rule;
        rule.fault = std::move(fault);
        emulator_->state().faults.add(std::move(rule));
    }

    boost::asio::io_context io_;
    std::optional<Certificate> certificate_;
    std::optional<emulator::Emulator> emulator_;
    std::optional<cartesia::CartesiaCloud> cloud_;
};

CloudFactory emulated(std::string name, bool https, std::string version) {
    return {std::move(name), [=] { return std::make_unique<EmulatedCloud>(https, version); }};
}

INSTANTIATE_TEST_SUITE_P(Cartesia, CloudConformance,
                         testing::Values(emulated("OverHttp", false, "2026-03-01"),
                                         emulated("OverHttps", true, "2026-03-01"),
                                         emulated("InTheNewestVersion", false, "2026-08-14")),
                         [](const auto& info) { return info.param.name; });

TEST(TheEmulatedCloud, MeetsAFewKeptConnectionsForManyFiles) {
    EmulatedCloud world(true, "2026-03-01");
    std::string dataset;
    world.cloud().create_dataset({"Anna", "text"}, [&](auto made) { dataset = made->id; });
    world.run_until([&] { return !dataset.empty(); });
    int done = 0;
    for (int i = 0; i < 100; ++i)
        world.cloud().upload_file(
            {dataset, std::to_string(i) + ".wav", std::make_unique<TextSource>(std::string(5'000, 'x')), {}},
            [&](const Outcome<Nothing>& outcome) { done += outcome.ok() ? 1 : 1'000; });
    world.run_until([&] { return done >= 100; });
    EXPECT_EQ(done, 100);
    EXPECT_LE(world.emulator().stats().connections_accepted, 5u);  // four for uploads, one for the rest
}

TEST(TheEmulatedCloud, WithACertificateThatNobodyVouchesForHasExecutedNothing) {
    EmulatedCloud world(true, "2026-03-01");
    cartesia::Options options;
    options.base_url = world.emulator().url();
    options.api_key = Secret("sk_car_emulator");
    std::optional<Outcome<CloudDataset>> outcome;
    cartesia::CartesiaCloud stranger(world.executor(), options);
    stranger.create_dataset({"Anna", "text"}, [&](auto made) { outcome.emplace(made); });
    world.run_until([&] { return outcome.has_value(); });
    EXPECT_EQ(outcome->error().type, "tls_failed");
    EXPECT_EQ(outcome->error().certainty, Certainty::refused);
    EXPECT_EQ(world.requests_seen(), 0u);
    world.finish(stranger);
}

}  // namespace
}  // namespace understudy::test
