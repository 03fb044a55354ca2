// One try of one message, and what the sender made of it.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <utility>

#include "daemon/webhooks/http_sender.hpp"
#include "net/run.hpp"

namespace understudy::test {

/// Of a message to the webhook "a".
inline WebhookAnswer try_once(HttpWebhookSender& sender, net::asio::io_context& io) {
    WebhookMessage message;
    message.webhook = "a";
    message.message_id = "msg_1";
    message.body = "{}";
    std::optional<WebhookAnswer> answer;
    sender.send(message, Time{seconds{1'700'000'000}},
                [&](WebhookAnswer given) { answer = std::move(given); });
    EXPECT_FALSE(answer) << "never from inside the call";
    net::run_until(io, [&] { return answer.has_value(); });
    return *answer;
}

}  // namespace understudy::test
