#include "daemon/webhooks/signature.hpp"

#include <gtest/gtest.h>

#include "core/webhook.hpp"

namespace understudy::test {
namespace {

constexpr const char* secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr const char* other = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

std::string trouble_of(const std::string& text) {
    const auto secrets = read_webhook_secrets(text);
    return secrets ? "" : secrets.error();
}

TEST(ASignature, IsTheOneOfTheSpecificationsOwnTests) {
    const auto secrets = read_webhook_secrets(secret);
    ASSERT_TRUE(secrets);
    const std::string text = webhook_signed_text("msg_p5jXN8AQM9LWM0D4loKWxJek", Time{seconds{1614265330}},
                                                 R"({"test": 2432232314})");
    EXPECT_EQ(webhook_signature(*secrets, text), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(ASignature, IsMadeByEachSecret) {
    const auto both = read_webhook_secrets(std::string(secret) + "\n" + other + "\n");
    const auto one = read_webhook_secrets(secret), two = read_webhook_secrets(other);
    ASSERT_TRUE(both && one && two);
    EXPECT_EQ(webhook_signature(*both, "a"),
              webhook_signature(*one, "a") + " " + webhook_signature(*two, "a"));
}

TEST(TheSecrets, MayHaveCommentsAndEmptyLines) {
    const auto secrets = read_webhook_secrets(std::string("# the new one\n\n") + secret + "  \r\n");
    ASSERT_TRUE(secrets);
    EXPECT_EQ(secrets->size(), 1U);
    EXPECT_EQ(secrets->front().reveal().size(), 24U);
}

TEST(TheSecrets, AreRefusedByLineAndNeverQuoted) {
    EXPECT_NE(trouble_of("").find("no secret"), std::string::npos);
    EXPECT_NE(trouble_of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").find("line 1 does not begin with whsec_"),
              std::string::npos);
    EXPECT_NE(trouble_of(std::string(secret) + "\nwhsec_c2hvcnQ=").find("line 2 has 5 bytes"),
              std::string::npos);
    EXPECT_NE(trouble_of("whsec_" + std::string(88, 'A')).find("has 66 bytes"), std::string::npos);
    EXPECT_NE(trouble_of("whsec_***").find("is not base64"), std::string::npos);
    EXPECT_NE(trouble_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS").find("is not base64"), std::string::npos);
    EXPECT_EQ(trouble_of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").find("MfKQ9r8"), std::string::npos);
}

}  // namespace
}  // namespace understudy::test
