// Where the process can be made to die: every named step of what it does. The environment says where.
//   UNDERSTUDY_KILL_AT     "commit: before the call#3": SIGKILL when this step is reached for the third time
//   UNDERSTUDY_STEPS_FILE  every step that is reached is added to this file, one a line, before a kill too
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace understudy::killing {

/// From any thread. Does not return from the step at which the process is to die.
void reached(std::string_view what, std::string_view moment);

/// A reply with a step before it is heard and one after.
template <class T>
std::function<void(T)> between(const char* what, std::function<void(T)> reply) {
    return [what, reply = std::move(reply)](T answer) {
        reached(what, "answered, not yet heard");
        reply(std::move(answer));
        reached(what, "heard");
    };
}

/// A call with a step before it, one when it is under way, and those of its reply. `call` is given the reply.
template <class T, class Call>
auto around(const char* what, std::function<void(T)> reply, Call call) {
    reached(what, "before the call");
    auto under_way = call(between<T>(what, std::move(reply)));
    reached(what, "under way");
    return under_way;
}

}  // namespace understudy::killing
