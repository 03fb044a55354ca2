// What each section holds: its keys, their forms and ranges.
#pragma once

#include <array>

#include "config/config.hpp"
#include "config/section_reader.hpp"

namespace understudy {

struct SectionForm {
    const char* name;
    void (*read)(SectionReader&, Config&);
};

/// In the order of understudy.toml.
extern const std::array<SectionForm, 12> section_forms;

}  // namespace understudy
