// API keys and the accounts behind them: each account is a cloud of its own, so a key of another account
// sees nothing of the first's objects.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "emulator/model/cloud_model.hpp"

namespace understudy::emulator {

class Accounts {
  public:
    Accounts(CloudSettings settings, const std::string& api_key, std::uint64_t seed);
    /// The account of a key; null when the key is not good.
    [[nodiscard]] CloudModel* find(const std::string& api_key);
    [[nodiscard]] CloudModel& main() { return *clouds_.front(); }
    /// The n-th account, made when it is asked for first, with the settings of the main one.
    [[nodiscard]] CloudModel& at(std::size_t account);
    /// Which keys are good from now on, and for which account.
    void set_keys(std::map<std::string, std::size_t> keys) { keys_ = std::move(keys); }
    [[nodiscard]] const std::vector<std::unique_ptr<CloudModel>>& all() const { return clouds_; }

  private:
    std::uint64_t seed_;
    std::map<std::string, std::size_t> keys_;
    std::vector<std::unique_ptr<CloudModel>> clouds_;
};

/// Access tokens: made with a key, good for speech only, for an hour at most.
class AccessTokens {
  public:
    struct Grant {
        Time expires_at{};
        bool tts = false;
        CloudModel* cloud = nullptr;
    };
    /// A text that looks like a JWT; `claims` is its readable middle.
    [[nodiscard]] std::string issue(Grant grant, const std::string& claims, Identifiers& identifiers);
    /// Null when there is no such token or its time is over.
    [[nodiscard]] const Grant* find(const std::string& token, Time now) const;

  private:
    std::map<std::string, Grant> grants_;
};

}  // namespace understudy::emulator
