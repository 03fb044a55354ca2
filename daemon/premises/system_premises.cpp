#include "daemon/premises/system_premises.hpp"

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <utility>

#include "audio/deliveries.hpp"
#include "audio/worker_pool.hpp"
#include "core/checkup_inbox.hpp"
#include "daemon/premises/looks.hpp"

namespace understudy {

namespace asio = boost::asio;

Look look_at_inbox(const std::string& folder) {
    return {"inbox:" + folder,
            [folder] { return judge_inbox(look_at_disk(folder)); },
            {"inbox", folder, CheckVerdict::fail, "The inbox's disk does not answer.",
             "look at the disk; recordings from other machines wait until it answers"}};
}

std::vector<Look> usual_looks(const std::string& database_folder, const std::vector<std::string>& roots,
                              const std::string& probe_path, seconds patience) {
    std::vector<Look> looks;
    looks.push_back({"disk",
                     [database_folder] { return judge_disk(look_at_disk(database_folder)); },
                     {"disk", database_folder, CheckVerdict::fail, "The database's disk does not answer.",
                      "look at the disk; nothing is acknowledged or sent until it answers"}});
    for (const std::string& root : roots)
        looks.push_back({"root:" + root, [root] { return judge_root(look_at_root(root, own_user())); },
                         root_is_silent(root, patience)});
    looks.push_back({"probe",
                     [probe_path] { return try_probe(probe_path); },
                     {"probe", "", CheckVerdict::fail, "understudy-probe does not answer.",
                      "see what the machine is busy with; install the package anew if it stays so"}});
    return looks;
}

class SystemPremises::Impl : public std::enable_shared_from_this<Impl> {
  public:
    Impl(asio::any_io_executor executor, PremisesOptions options)
        : options_(std::move(options)), timer_(executor) {
        const Post post = [executor](std::function<void()> work) { asio::post(executor, std::move(work)); };
        deliveries_ = std::make_shared<Deliveries>(post);
    }

    void examine(std::function<void(Checks)> reply) {
        reply_ = std::move(reply);
        found_.assign(options_.looks.size(), std::nullopt);
        round_ += 1;
        pool_ = std::make_unique<WorkerPool>(WorkerPool::Options{options_.looks.size(), {}, {}});
        for (std::size_t at = 0; at < options_.looks.size(); ++at) begin(at);
        timer_.expires_after(options_.patience);
        timer_.async_wait([weak = weak_from_this(), round = round_](const boost::system::error_code& error) {
            if (const auto self = weak.lock(); self && !error && self->round_ == round) self->end();
        });
    }

    [[nodiscard]] std::optional<Duration> cloud_ahead() const {
        return options_.cloud_ahead ? options_.cloud_ahead() : std::nullopt;
    }

    void stop() { deliveries_->stop(); }

  private:
    void begin(std::size_t at) {
        auto& busy = busy_[options_.looks[at].key];
        if (!busy) busy = std::make_shared<std::atomic<bool>>(false);
        if (busy->exchange(true)) return;  // stuck since an earlier checkup: it is silent now, too
        pool_->submit([weak = weak_from_this(), deliveries = deliveries_, busy, at, round = round_,
                       work = options_.looks[at].work](WorkerPool::Worker) {
            Check check = work();
            *busy = false;
            deliveries->post([weak, at, round, check = std::move(check)] {
                if (const auto self = weak.lock()) self->take(at, round, check);
            });
        });
    }

    void take(std::size_t at, int round, const Check& check) {
        if (round != round_ || !reply_) return;
        found_[at] = check;
        for (const auto& found : found_)
            if (!found) return;
        end();
    }

    void end() {
        if (!reply_) return;
        timer_.cancel();
        Checks checks{{"service", "", CheckVerdict::pass,
                       "understudyd " + options_.version + " runs as “" + user_ + "”.", ""}};
        for (std::size_t at = 0; at < options_.looks.size(); ++at)
            checks.push_back(found_[at] ? *found_[at] : options_.looks[at].when_silent);
        pool_.reset();
        for (Check& check : options_.known ? options_.known() : Checks{}) checks.push_back(std::move(check));
        std::exchange(reply_, nullptr)(std::move(checks));
    }

    const PremisesOptions options_;
    const std::string user_ = own_user();
    asio::steady_timer timer_;
    std::shared_ptr<Deliveries> deliveries_;
    std::unique_ptr<WorkerPool> pool_;
    std::map<std::string, std::shared_ptr<std::atomic<bool>>> busy_;  ///< by what is looked at
    std::vector<std::optional<Check>> found_;
    std::function<void(Checks)> reply_;
    int round_ = 0;
};

SystemPremises::SystemPremises(asio::any_io_executor executor, PremisesOptions options)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(options))) {}

SystemPremises::~SystemPremises() { impl_->stop(); }

void SystemPremises::examine(std::function<void(Checks)> reply) { impl_->examine(std::move(reply)); }

std::optional<Duration> SystemPremises::cloud_ahead() const { return impl_->cloud_ahead(); }

}  // namespace understudy
