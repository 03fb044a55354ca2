// The production side of Premises: each look on a thread of its own, so that a NAS that hangs holds up
// nobody.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/premises.hpp"

namespace understudy {

/// One thing to look at. `work` may block; it runs on a thread of its own and owns what it uses.
struct Look {
    std::string key;  ///< tells it from the others
    std::function<Check()> work;
    Check when_silent;  ///< what is said when it does not come back in time
};

/// The folder that recordings from other machines come to.
[[nodiscard]] Look look_at_inbox(const std::string& folder);
/// The disk, each root, the probe: as configured.
[[nodiscard]] std::vector<Look> usual_looks(const std::string& database_folder,
                                            const std::vector<std::string>& roots,
                                            const std::string& probe_path, seconds patience);

struct PremisesOptions {
    std::vector<Look> looks;
    std::string version;
    seconds patience{5};  ///< with the looks
    /// The cloud's clock less ours, by its last answer.
    std::function<std::optional<Duration>()> cloud_ahead;
    std::function<Checks()> known{};  ///< what need not be looked for; asked on the executor's thread
};

/// Used on the executor's one thread. A look that is still stuck from an earlier checkup is not begun again.
class SystemPremises final : public Premises {
  public:
    SystemPremises(boost::asio::any_io_executor executor, PremisesOptions options);
    SystemPremises(const SystemPremises&) = delete;
    SystemPremises& operator=(const SystemPremises&) = delete;
    /// Whoever is stuck is let go; no reply comes any more.
    ~SystemPremises() override;

    void examine(std::function<void(Checks)> reply) override;
    [[nodiscard]] std::optional<Duration> cloud_ahead() const override;

  private:
    class Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace understudy
