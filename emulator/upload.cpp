#include "emulator/upload.hpp"

namespace understudy::emulator {

namespace {
constexpr std::size_t field_at_most = 64 << 10;
}

const UploadedFile* Form::file(const std::string& field) const {
    for (const auto& candidate : files)
        if (candidate.field == field) return &candidate;
    return nullptr;
}

std::optional<std::string> Form::text(const std::string& field) const {
    const auto found = fields.find(field);
    return found == fields.end() ? std::nullopt : std::optional(found->second);
}

FormReader::FormReader(std::string_view boundary)
    : reader_(boundary, {[this](const PartHead& head) { begin(head); },
                         [this](std::string_view bytes) { data(bytes); }, [this] { end(); }}) {}

bool FormReader::feed(std::string_view bytes) { return reader_.feed(bytes) && problem_.empty(); }

const std::string& FormReader::problem() const { return problem_.empty() ? reader_.problem() : problem_; }

void FormReader::begin(const PartHead& head) {
    head_ = head;
    text_.clear();
    digest_ = Sha256();
    file_bytes_ = 0;
}

void FormReader::data(std::string_view bytes) {
    if (head_.filename) {
        digest_.add(bytes);
        file_bytes_ += bytes.size();
    } else if (text_.size() + bytes.size() > field_at_most) {
        problem_ = "The field " + head_.name + " is too long.";
    } else {
        text_ += bytes;
    }
}

void FormReader::end() {
    if (head_.filename)
        form_.files.push_back({head_.name, *head_.filename, head_.content_type, file_bytes_, digest_.hex()});
    else
        form_.fields[head_.name] = text_;
}

}  // namespace understudy::emulator
