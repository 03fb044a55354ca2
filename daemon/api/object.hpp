// An object of JSON from its members: for the documents that are asked for most.
//
// Json{{"name", value}, …} makes an array of each member, looks for its name among those before it, and
// copies what it has, values and all, whenever it grows. This takes the values as they are, into room for all
// of them.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>

#include "daemon/api/json.hpp"

namespace understudy::api {

struct Member {
    const char* name;    ///< no other member's
    mutable Json value;  ///< an Object takes it: what is in an initializer_list cannot be moved otherwise
};

class Object {
  public:
    Object(std::initializer_list<Member> members) {
        members_.reserve(members.size());
        for (const Member& member : members) members_.emplace_back(member.name, std::move(member.value));
    }
    operator Json() && { return Json(std::move(members_)); }

  private:
    Json::object_t members_;
};

}  // namespace understudy::api
