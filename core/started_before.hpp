// The port to which recordings were sent to be trained before, by their bytes: so that a folder that was only
// renamed or copied is not bought anew. Production: storage/, which is the Store, too. Like a store's.
#pragma once

#include <string>

#include "core/store.hpp"

namespace understudy {

class StartedBefore {
  public:
    virtual ~StartedBefore() = default;

    /// The newest other job that was started, or is to be, and holds every recording of this one by SHA-256,
    /// whatever became of it and of its dataset. "": there is none, or it was deleted.
    virtual void started_with_recordings_of(std::string job_id, StoreReply<std::string> reply) = 0;
};

}  // namespace understudy
