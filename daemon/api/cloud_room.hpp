// What the endpoints for the cloud's own objects stand on. They are a person's direct requests: no job, no
// queue, nothing that is done again by itself.
#pragma once

#include <set>
#include <string>

#include "core/cloud.hpp"
#include "core/cloud_problem.hpp"
#include "core/playground.hpp"
#include "core/recordings.hpp"
#include "core/reuse.hpp"
#include "core/store.hpp"
#include "daemon/driver/desk.hpp"

namespace understudy::api {

/// The parts outlive it. On the I/O thread.
struct CloudRoom {
    Cloud& cloud;
    Playground& playground;
    Store& store;
    RecordingsPort& recordings;
    std::string model_id;         ///< that speaks where none is named
    std::set<std::string> taken;  ///< datasets that recordings are being added to, fine-tunes being adopted
    ReusableDatasets* reusable = nullptr;  ///< none in some tests
};

/// One request at a time works on an object that another one would disturb.
class Taking {
  public:
    Taking(CloudRoom& room, std::string id) : room_(room), id_(std::move(id)) {
        mine_ = room_.taken.insert(id_).second;
    }
    ~Taking() {
        if (mine_) room_.taken.erase(id_);
    }
    Taking(const Taking&) = delete;
    Taking& operator=(const Taking&) = delete;
    [[nodiscard]] bool mine() const { return mine_; }

  private:
    CloudRoom& room_;
    std::string id_;
    bool mine_ = false;
};

/// The problem of a call to the cloud instead of its trouble.
template <class T>
Reply<T> as_cloud_answer(Answer<T> answer, CloudWish wish) {
    return [answer = std::move(answer), wish = std::move(wish)](Outcome<T> outcome) {
        if (outcome) return answer(std::move(*outcome));
        answer(failure(cloud_problem(outcome.error(), wish)));
    };
}

/// The same of a question to the store.
template <class T>
StoreReply<T> as_store_answer(Answer<T> answer) {
    return [answer = std::move(answer)](Result<T, StoreTrouble> reply) {
        if (reply) return answer(std::move(*reply));
        answer(failure(Problem{503, "store-unavailable", "The database cannot be read",
                               reply.error().what + ". Nothing was changed.", ""}));
    };
}

}  // namespace understudy::api
