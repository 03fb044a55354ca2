// Folders and recordings made of values.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <map>
#include <optional>
#include <string>

#include "core/browse.hpp"

namespace understudy::test {

class FakeBrowser : public Browser {
  public:
    explicit FakeBrowser(boost::asio::io_context& io) : io_(io) {}

    std::map<std::string, Listing> folders;
    std::map<std::string, std::string> files;
    std::optional<Problem> refusal;
    int reads_until_refused = -1;    ///< -1: all are answered
    std::size_t most_asked_for = 0;  ///< at once

    [[nodiscard]] std::vector<std::string> roots() const override {
        return {"/srv/recordings", "/var/lib/understudy/inbox"};
    }
    void list(std::string path, std::function<void(Result<Listing, Problem>)> reply) override {
        give<Listing>(refusal ? Result<Listing, Problem>(failure(*refusal)) : folders.at(path), reply);
    }
    void read(std::string path, FileIdentity, std::uint64_t offset, std::size_t most,
              std::function<void(Result<std::string, Problem>)> reply) override {
        most_asked_for = std::max(most, most_asked_for);
        const bool refused = refusal && reads_until_refused-- <= 0;
        using Read = Result<std::string, Problem>;
        give<std::string>(refused ? Read(failure(*refusal)) : Read(files.at(path).substr(offset, most)),
                          reply);
    }

  private:
    template <class T>
    void give(Result<T, Problem> what, std::function<void(Result<T, Problem>)> reply) {
        boost::asio::post(io_, [what = std::move(what), reply = std::move(reply)] { reply(what); });
    }
    boost::asio::io_context& io_;
};

}  // namespace understudy::test
