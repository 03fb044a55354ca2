// What is kept of a multipart body: small fields as text, files as name, size and SHA-256.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "emulator/multipart.hpp"
#include "emulator/sha256.hpp"

namespace understudy::emulator {

struct UploadedFile {
    std::string field, filename, content_type;
    std::uint64_t size = 0;
    std::string sha256;
};

struct Form {
    std::map<std::string, std::string> fields;
    std::vector<UploadedFile> files;
    [[nodiscard]] const UploadedFile* file(const std::string& field) const;
    [[nodiscard]] std::optional<std::string> text(const std::string& field) const;
};

/// Takes a form in while it streams. Not movable: the reader's callbacks point into it.
class FormReader {
  public:
    explicit FormReader(std::string_view boundary);
    FormReader(const FormReader&) = delete;
    FormReader& operator=(const FormReader&) = delete;
    /// False when the body is broken or a field is longer than 64 KiB; problem() says why.
    [[nodiscard]] bool feed(std::string_view bytes);
    [[nodiscard]] bool complete() const { return reader_.complete(); }
    [[nodiscard]] const std::string& problem() const;
    [[nodiscard]] Form take() { return std::move(form_); }
    [[nodiscard]] std::uint64_t file_bytes() const { return file_bytes_; }  ///< of the file that is coming in

  private:
    void begin(const PartHead& head);
    void data(std::string_view bytes);
    void end();

    Form form_;
    PartHead head_;
    std::string text_;
    Sha256 digest_;
    std::uint64_t file_bytes_ = 0;
    std::string problem_;
    MultipartReader reader_;
};

}  // namespace understudy::emulator
