// The HTTP API without a network: versions, errors, slashes, keys, forms.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "emulator/state.hpp"

namespace understudy::emulator::testing {
namespace {

using Json = nlohmann::json;

struct ApiTest : ::testing::Test {
    EmulatorState state{CloudSettings{}, WireSettings{}, "key", 1};
    Time now = state.clock.now();
    std::string version = "2026-08-14";

    net::Response send(const std::string& method, const std::string& target, const std::string& body = "",
                       net::Headers headers = {}) {
        net::Request head{method, target, std::move(headers), ""};
        if (!head.headers.find("Authorization") && !head.headers.find("X-API-Key"))
            head.headers.set("Authorization", "Bearer key");
        if (!version.empty()) head.headers.set("Cartesia-Version", version);
        auto admitted = state.api.admit(head, now);
        if (!admitted) return admitted.error();
        admitted->call.body = body;
        return state.api.answer(*admitted);
    }
    Json json(const net::Response& response) { return Json::parse(response.body, nullptr, false); }
    std::string make_dataset() {
        return json(send("POST", "/datasets/", R"({"name":"n","description":"d"})"))["id"];
    }
    net::Response upload(const std::string& dataset, std::optional<UploadedFile> file) {
        net::Request head{"POST",
                          "/datasets/" + dataset + "/files",
                          {{"Authorization", "Bearer key"}, {"Cartesia-Version", version}},
                          ""};
        auto admitted = state.api.admit(head, now);
        admitted->call.form = Form{};
        if (file) admitted->call.form->files.push_back(*file);
        return state.api.answer(*admitted);
    }
    std::string completed_fine_tune() {
        const auto dataset = make_dataset();
        upload(dataset, UploadedFile{"file", "a.wav", "audio/wav", 3, "abc"});
        const Json order{{"name", "Anna"},
                         {"description", "d"},
                         {"language", "en"},
                         {"model_id", "sonic-3-2026-01-12"},
                         {"dataset", dataset}};
        const auto made = json(send("POST", "/fine-tunes/", order.dump()));
        now += std::chrono::hours(3);
        return made["id"];
    }
    net::Response speak(const Json& changes) {
        Json body{
            {"model_id", "sonic-3-2026-01-12"},
            {"transcript", "Hello there."},
            {"voice", {{"mode", "id"}, {"id", catalogue_voices().front().id}}},
            {"output_format", {{"container", "wav"}, {"encoding", "pcm_s16le"}, {"sample_rate", 8000}}}};
        body.update(changes);
        return send("POST", "/tts/bytes", body.dump());
    }
};

TEST_F(ApiTest, BothSlashFormsAreOneEndpoint) {
    EXPECT_EQ(send("GET", "/datasets").status, 200);
    EXPECT_EQ(send("GET", "/datasets/?limit=1").status, 200);
    EXPECT_EQ(send("GET", "/voices/").status, 200);
    EXPECT_EQ(send("GET", "/nowhere").status, 404);
    EXPECT_EQ(send("PUT", "/datasets").status, 405);
}

TEST_F(ApiTest, BothHeadersCarryTheKey) {
    EXPECT_EQ(send("GET", "/datasets", "", {{"X-API-Key", "key"}}).status, 200);
    EXPECT_EQ(send("GET", "/datasets", "", {{"X-API-Key", "wrong"}}).status, 401);
    EXPECT_EQ(send("GET", "/datasets", "", {{"Authorization", "Bearer wrong"}}).status, 401);
    EXPECT_EQ(send("GET", "/", "", {{"Authorization", "Bearer wrong"}}).status, 200);
    state.wire.bad_key_status = 403;
    EXPECT_EQ(send("GET", "/datasets", "", {{"Authorization", "Bearer wrong"}}).status, 403);
}

TEST_F(ApiTest, ErrorsAreTextBeforeMarch2026AndJsonFromThenOn) {
    version = "2025-04-16";
    auto text = send("GET", "/datasets/dataset_none");
    EXPECT_EQ(text.status, 404);
    EXPECT_EQ(text.body, "Dataset not found: There is no Dataset with the ID dataset_none.");
    version = "2026-03-01";
    auto response = send("GET", "/datasets/dataset_none");
    const Json body = json(response);
    EXPECT_TRUE(body["error_code"].is_null());
    EXPECT_TRUE(looks_like_uuid(body["request_id"].get<std::string>()));
    EXPECT_EQ(response.headers.find("x-request-id"), body["request_id"].get<std::string>());
}

TEST_F(ApiTest, AMissingOrUnknownVersionIsRefusedOrAssumedAsSet) {
    version = "";
    EXPECT_EQ(send("GET", "/datasets").status, 400);
    EXPECT_EQ(send("GET", "/").status, 200);
    state.wire.missing_version = "2025-04-16";
    EXPECT_EQ(send("GET", "/datasets").status, 200);
    version = "2031-01-01";
    EXPECT_EQ(send("GET", "/datasets").status, 400);
    state.wire.unknown_version = "2026-08-14";
    EXPECT_EQ(send("GET", "/datasets").status, 200);
}

TEST_F(ApiTest, CreatesAnswer200AndChanges204) {
    auto made = send("POST", "/datasets", R"({"name":"n","description":""})");
    EXPECT_EQ(made.status, 200);
    const std::string path = "/datasets/" + json(made)["id"].get<std::string>();
    EXPECT_EQ(send("PATCH", path, R"({"name":"m","description":"e"})").status, 204);
    EXPECT_EQ(json(send("GET", path))["name"], "m");
    EXPECT_EQ(send("DELETE", path).status, 204);
    EXPECT_EQ(send("GET", path).status, 404);
}

TEST_F(ApiTest, BadBodiesAreRefusedByName) {
    EXPECT_EQ(send("POST", "/datasets", "{broken").status, 400);
    EXPECT_EQ(send("POST", "/datasets", "[]").status, 400);
    EXPECT_EQ(json(send("POST", "/datasets", R"({"description":""})"))["message"], "name is required.");
    EXPECT_EQ(json(send("POST", "/datasets", R"({"name":7,"description":""})"))["message"],
              "name must be a string.");
    EXPECT_EQ(send("POST", "/datasets", R"({"name":"n"})").status, 400);
    state.wire.require_description = false;
    EXPECT_EQ(send("POST", "/datasets", R"({"name":"n"})").status, 200);
    EXPECT_EQ(send("GET", "/datasets?limit=ten").status, 400);
    EXPECT_EQ(send("GET", "/datasets?limit=%zz").status, 400);
}

TEST_F(ApiTest, AnUploadNeedsAFileAndKeepsItsSizeAndDigest) {
    const auto dataset = make_dataset();
    EXPECT_EQ(upload(dataset, std::nullopt).status, 400);
    auto response = upload(dataset, UploadedFile{"file", "Zoë.wav", "audio/wav", 5, "digest"});
    EXPECT_EQ(response.status, 204);
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(state.accounts.main().stored_files().front().file.sha256, "digest");
    const Json file = json(send("GET", "/datasets/" + dataset + "/files"))["data"][0];
    EXPECT_EQ(file["filename"], "Zoë.wav");
    EXPECT_EQ(file["size"], 5);
}

TEST_F(ApiTest, VoicesChangeTheirShapeWithTheVersion) {
    const std::string path = "/voices/" + catalogue_voices().front().id;
    version = "2025-04-16";
    Json voice = json(send("GET", path));
    EXPECT_EQ(voice["is_public"], true);
    EXPECT_FALSE(voice.contains("locales"));
    version = "2025-11-04";
    voice = json(send("GET", path));
    EXPECT_EQ(voice["locales"][0]["locale"], "en-US");
    EXPECT_FALSE(voice.contains("access"));
    version = "2026-08-14";
    voice = json(send("GET", path + "?expand%5B%5D=preview_file_url"));
    EXPECT_EQ(voice["access"], "public");
    EXPECT_EQ(voice["visibility"], "all");
    EXPECT_EQ(voice["accent"], "general-american");
    EXPECT_TRUE(voice["preview_file_url"].is_string());
    EXPECT_FALSE(voice.contains("is_public"));
}

TEST_F(ApiTest, UnspecifiedFieldsCanBeLeftOut) {
    const auto path = "/fine-tunes/" + completed_fine_tune();
    EXPECT_TRUE(json(send("GET", path)).contains("user_errors"));
    state.wire.unspecified_fields = false;
    EXPECT_FALSE(json(send("GET", path)).contains("user_errors"));
    EXPECT_FALSE(json(send("GET", path + "/voices"))["data"][0].contains("is_pro"));
}

TEST_F(ApiTest, KeysOfAnotherAccountSeeNothing) {
    const auto dataset = make_dataset();
    state.accounts.set_keys({{"key", 0}, {"other", 1}});
    EXPECT_EQ(send("GET", "/datasets/" + dataset, "", {{"X-API-Key", "other"}}).status, 404);
    EXPECT_EQ(send("GET", "/datasets/" + dataset).status, 200);
}

TEST_F(ApiTest, AccessTokensAreGoodForSpeechOnlyAndForTheirTime) {
    auto response = send("POST", "/access-token", R"({"grants":{"tts":true},"expires_in":60})");
    const std::string token = json(response)["token"];
    const net::Headers headers{{"Authorization", "Bearer " + token}};
    EXPECT_EQ(send("GET", "/datasets", "", headers).status, 403);
    EXPECT_EQ(send("POST", "/tts/bytes", "{}", headers).status, 400);
    now += std::chrono::seconds(60);
    EXPECT_EQ(send("POST", "/tts/bytes", "{}", headers).status, 401);
    EXPECT_EQ(send("POST", "/access-token", R"({"expires_in":3601})").status, 400);
}

TEST_F(ApiTest, SpeechGrowsWithItsTranscript) {
    const auto is_wav = speak(Json::object());
    ASSERT_EQ(is_wav.status, 200) << is_wav.body;
    EXPECT_EQ(is_wav.headers.find("Content-Type"), "audio/wav");
    EXPECT_EQ(is_wav.body.substr(0, 4), "RIFF");
    const auto longer = speak({{"transcript", "Hello there. And hello again, at length."}});
    EXPECT_GT(longer.body.size(), 3 * is_wav.body.size());
}

TEST_F(ApiTest, SpeechIsRefusedAsDocumented) {
    EXPECT_EQ(speak({{"transcript", ""}}).status, 400);
    EXPECT_EQ(speak({{"voice", nullptr}}).status, 400);
    EXPECT_EQ(speak({{"generation_config", {{"speed", 9}}}}).status, 400);
    EXPECT_EQ(speak({{"language", "en"}, {"locale", "en-US"}}).status, 400);
    EXPECT_EQ(speak({{"output_format", {{"container", "ogg"}}}}).status, 400);
    EXPECT_EQ(json(speak({{"model_id", "sonic-99"}}))["error_code"], "model_not_found");
    EXPECT_EQ(json(speak({{"language", "xx"}}))["error_code"], "language_not_supported");
    EXPECT_EQ(speak({{"voice", {{"id", "nonsense"}}}}).status, 404);
    version = "2025-11-04";
    EXPECT_EQ(speak({{"voice", {{"mode", "id"}, {"id", "nonsense"}}}}).status, 400);
    EXPECT_EQ(speak({{"voice", {{"mode", "embedding"}, {"embedding", {1, 2}}}}}).status, 200);
    version = "2026-03-01";
    EXPECT_EQ(speak({{"voice", {{"mode", "embedding"}, {"embedding", {1, 2}}}}}).status, 400);
}

TEST_F(ApiTest, AFineTunesVoiceWantsItsOwnModel) {
    use_profile(state.accounts.main().settings(), Profile::year_2026);
    const auto voices = json(send("GET", "/fine-tunes/" + completed_fine_tune() + "/voices"));
    const Json voice{{"mode", "id"}, {"id", voices["data"][0]["id"]}};
    EXPECT_EQ(speak({{"voice", voice}}).status, 200);
    EXPECT_EQ(json(speak({{"voice", voice}, {"model_id", "sonic-3"}}))["error_code"], "voice_model_mismatch");
    EXPECT_EQ(json(speak({{"voice", voice}, {"model_id", "sonic-2"}}))["error_code"], "model_sunsetted");
}

}  // namespace
}  // namespace understudy::emulator::testing
