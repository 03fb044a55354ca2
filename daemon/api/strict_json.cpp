// The parser's events are built into a document by hand, because the library's own builder takes the last of
// two members of one name and nests as deep as the text says. The containers that are still open stand on a
// stack.
#include "daemon/api/strict_json.hpp"

#include <nlohmann/json.hpp>

#include "daemon/api/problems.hpp"

namespace understudy::api {

namespace {

class Builder : public nlohmann::json_sax<Json> {
  public:
    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return clean(value) && add(std::move(value)); }
    bool binary(binary_t&) override { return refuse("Binary values are no JSON."); }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (!clean(name)) return false;
        if (open_.back().size() == max_json_members)
            return refuse("An object has more than " + std::to_string(max_json_members) + " members.");
        if (open_.back().contains(name))
            return refuse("The member \"" + name + "\" stands twice in one object.");
        keys_.back() = std::move(name);
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
        return refuse(in_words(error.what()));
    }

    [[nodiscard]] const std::string& refusal() const { return refusal_; }
    [[nodiscard]] Json take() { return std::move(root_); }

  private:
    bool open(Json container) {
        if (open_.size() == static_cast<std::size_t>(max_json_depth))
            return refuse("The document is nested deeper than " + std::to_string(max_json_depth) +
                          " levels.");
        open_.push_back(std::move(container));
        keys_.emplace_back();
        return true;
    }
    bool close() {
        Json whole = std::move(open_.back());
        open_.pop_back();
        keys_.pop_back();
        return add(std::move(whole));
    }
    bool add(Json value) {
        if (open_.empty())
            root_ = std::move(value);
        else if (open_.back().is_array())
            open_.back().push_back(std::move(value));
        else
            open_.back().emplace(keys_.back(), std::move(value));
        return true;
    }
    bool clean(const string_t& text) {
        return text.find('\0') == string_t::npos || refuse("A text holds the character U+0000.");
    }
    bool refuse(std::string why) {
        refusal_ = std::move(why);
        return false;
    }
    /// Without the library's name for its exception.
    static std::string in_words(std::string_view what) {
        const auto end = what.find("] ");
        return std::string(end == std::string_view::npos ? what : what.substr(end + 2));
    }

    std::vector<Json> open_;
    std::vector<std::string> keys_;  ///< of each open object, the member that is being read
    Json root_;
    std::string refusal_;
};

}  // namespace

Result<Json, Problem> read_strict_json(std::string_view text) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return failure(malformed_json("The body is empty: send a JSON object."));
    Builder builder;
    if (!Json::sax_parse(text, &builder)) return failure(malformed_json(builder.refusal()));
    return builder.take();
}

Result<Json, Problem> read_optional_json(std::string_view text) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return Json(Json::object());
    return read_strict_json(text);
}

}  // namespace understudy::api
