#include "tests/config/errors.hpp"

namespace understudy::testing {
namespace {

TEST(Config, AnEmptyTextIsTheDefaults) { EXPECT_EQ(config_of(""), Config()); }

TEST(Config, TheDefaultsDecideAsTheCoreDoesByItself) {
    const Policy policy = policy_of(Config()), own;
    EXPECT_EQ(policy.model_id, own.model_id);
    EXPECT_EQ(policy.poll_interval, own.poll_interval);
    EXPECT_EQ(policy.max_attempts, own.max_attempts);
    EXPECT_EQ(policy.max_concurrent, own.max_concurrent);
    EXPECT_EQ(policy.retry_delays, own.retry_delays);
    EXPECT_EQ(policy.settle_window, own.settle_window);
    EXPECT_EQ(policy.ask_when_unknown, own.ask_when_unknown);
    EXPECT_EQ(policy.thresholds.min_duration, own.thresholds.min_duration);
    EXPECT_EQ(policy.thresholds.recommended_duration, own.thresholds.recommended_duration);
    EXPECT_EQ(policy.parallel_files, own.parallel_files);
    EXPECT_EQ(policy.parallel_jobs, own.parallel_jobs);
}

constexpr const char* everything = R"(
[cartesia]
base_url = "https://cloud.example.org:8443/base/"
version = "2026-08-14"
api_key_file = "/etc/understudy/key"
ca_file = "/etc/understudy/ca.pem"
proxy = "http://proxy.example.org:3128"
requests_per_second = 2.5
answer_timeout = "2m"
[server]
listen = ["0.0.0.0:443", "unix:/run/understudy/understudy.sock"]
token_file = "/etc/understudy/token"
read_only_token_file = "/etc/understudy/look"
host_names = ["studio.example"]
allow_users = ["anna"]
allow_groups = ["studio", "1000"]
tls_cert_file = "/etc/understudy/cert.pem"
tls_key_file = "/etc/understudy/key.pem"
[storage]
path = "/data/understudy.db"
[recordings]
roots = ["/srv/a", "/srv/b"]
answer_timeout = "45s"
[uploads]
parallel_files = 8
parallel_jobs = 3
bandwidth_limit = "8MiB"
bandwidth_timetable = ["mon-fri 08:00-19:00 2MiB", "daily 22:00-06:00 off"]
[training]
model_id = "sonic-4"
poll_interval = "1m"
max_attempts = 5
max_concurrent = 4
retry_delays = ["90s", "1h"]
settle_window = "15m"
on_unknown = "ask"
[preflight]
min_duration = "45m"
recommended_duration = "3h"
quietest_lufs = -40
loudest_lufs = -9.5
max_true_peak_dbtp = -2
max_loudness_range_lu = 15
max_clipped_runs_per_minute = 0.5
max_noise_floor_dbfs = -60
min_snr_db = 30
max_silence_share = 0.4
min_speech_share = 0.5
max_dc_offset = 0.02
max_dropouts = 3
min_bandwidth_hz = 12000
max_edge_silence = "2s"
max_loudness_spread_lu = 4
max_noise_spread_db = 6
)";

TEST(Config, EveryKeyReachesItsPlace) {
    using std::chrono::hours, std::chrono::minutes;
    Config want;
    want.cartesia = {"https://cloud.example.org:8443/base",
                     "2026-08-14",
                     "/etc/understudy/key",
                     "/etc/understudy/ca.pem",
                     "http://proxy.example.org:3128",
                     2.5,
                     minutes{2}};
    want.server = {{"0.0.0.0:443", "unix:/run/understudy/understudy.sock"},
                   "/etc/understudy/token",
                   "/etc/understudy/look",
                   "/etc/understudy/cert.pem",
                   "/etc/understudy/key.pem",
                   {"studio.example"},
                   {"anna"},
                   {"studio", "1000"}};
    want.storage = {"/data/understudy.db"};
    want.recordings = {{"/srv/a", "/srv/b"}, seconds{45}};
    want.uploads = {8,
                    3,
                    8'388'608,
                    {{{true, true, true, true, true, false, false}, 480, 1140, 2'097'152},
                     {{true, true, true, true, true, true, true}, 1320, 360, 0}}};
    want.training = {"sonic-4", minutes{1}, 5, 4, {seconds{90}, hours{1}}, minutes{15}, true};
    want.preflight = {{minutes{45}, hours{3}, -40, -9.5, -2, 15, 0.5, -60, 30, 0.4, 0.5, 0.02, 3, 12'000,
                       seconds{2}, 4, 6}};
    EXPECT_EQ(config_of(everything), want);
}

TEST(Config, WhatIsSetReachesTheCoresPolicy) {
    const Policy policy = policy_of(config_of(everything));
    EXPECT_EQ(policy.model_id, "sonic-4");
    EXPECT_EQ(policy.max_attempts, 5);
    EXPECT_EQ(policy.max_concurrent, 4);
    EXPECT_EQ(policy.retry_delays.size(), 2u);
    EXPECT_TRUE(policy.ask_when_unknown);
    EXPECT_EQ(policy.thresholds.min_duration, std::chrono::minutes{45});
    EXPECT_EQ(policy.parallel_files, 8);
    EXPECT_EQ(policy.thresholds.min_snr_db, 30);
    EXPECT_EQ(policy.bandwidth_limit, 8'388'608u);
    EXPECT_EQ(policy.bandwidth_timetable.size(), 2u);
}

TEST(Config, ATextThatIsNoTomlIsReportedWithItsLine) {
    const std::string error = error_of("[training]\nmax_attempts = = 3\n");
    EXPECT_TRUE(has(error, "2: : this is not TOML: ")) << error;
}

TEST(Config, AKeyThatStandsTwiceIsRefused) {
    EXPECT_TRUE(has(error_of("[training]\nmax_attempts = 3\nmax_attempts = 4\n"), "3: "));
}

TEST(Config, BytesThatAreNotUtf8AreRefused) {
    EXPECT_EQ(errors_of("[storage]\npath = \"/\xff\"").size(), 1u);
}

TEST(Config, EndlessNestingIsRefusedNotFollowed) {
    EXPECT_EQ(errors_of("x = " + std::string(100'000, '[')).size(), 1u);
    EXPECT_TRUE(has(error_of("[storage]\npath = " + std::string(50, '[') + std::string(50, ']')),
                    "must be a string in quotes, not a list"));
}

TEST(Config, AllErrorsAreReportedAtOnceInTheOrderOfLines) {
    const auto errors = errors_of(R"([training]
max_attempts = 0
[cartesia]
base_url = "ftp://x"
vresion = "2026-03-01"
[uploads]
parallel_files = "four"
)");
    ASSERT_EQ(errors.size(), 4u);
    EXPECT_TRUE(has(errors[0], "2: training.max_attempts: "));
    EXPECT_TRUE(has(errors[1], "4: cartesia.base_url: "));
    EXPECT_TRUE(has(errors[2], "5: cartesia.vresion: "));
    EXPECT_TRUE(has(errors[3], "7: uploads.parallel_files: "));
}

TEST(Config, AnErrorInWordsNamesFileLineAndKey) {
    EXPECT_EQ(in_words("/etc/u.toml", {12, "training.x", "is wrong"}),
              "/etc/u.toml:12: training.x: is wrong");
    EXPECT_EQ(in_words("/etc/u.toml", {0, "", "is not there"}), "/etc/u.toml: is not there");
}

TEST(Config, AnErrorInWordsIsOneLineOfAReadableLengthWhateverTheDocumentHeld) {
    EXPECT_EQ(in_words("f", {1, "a\x1b[31m", "\"x\n\": is wrong"}), R"(f:1: a\x1b[31m: "x\x0a": is wrong)");
    std::string umlauts;
    for (int i = 0; i < 5'000; ++i) umlauts += "ü";
    const std::string words = in_words("f", {1, umlauts, umlauts});
    EXPECT_LT(words.size(), 800u);
    EXPECT_TRUE(words.ends_with("ü…")) << words;
}

}  // namespace
}  // namespace understudy::testing
