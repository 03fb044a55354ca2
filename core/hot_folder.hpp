// The hot folder: from what was seen of a dropped folder at successive looks to what becomes of it. Pure.
//
// A folder has settled when everything below it was the same at two looks that are `settle_for` apart, and at
// all looks in between. That is steady time of ours: what times a share gives its files is only compared with
// what it gave them before, so that a clock that is wrong there does no harm.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/checkup.hpp"
#include "core/hot_folders.hpp"
#include "core/time.hpp"

namespace understudy {

struct JobRecord;

struct HotFolderPlan {
    std::vector<std::string> paths;  ///< the watched folders, absolute; empty: there is none
    Duration interval = seconds{30};
    Duration settle_for = std::chrono::minutes{2};
    bool start = false;  ///< a voice.toml may start its job
    bool operator==(const HotFolderPlan&) const = default;
};

enum class HotFolderState {
    waiting,  ///< it will be looked at again, and taken by itself
    refused,  ///< somebody must change something in it
    taken,    ///< a job was made of it
};
[[nodiscard]] const char* to_word(HotFolderState state);

/// May a taken folder's job be started without a person?
enum class HotFolderStart {
    unasked,          ///< its voice.toml does not ask for it
    asked,            ///< once its recordings are measured, unless another job was started with them before
    not_let,          ///< [hot_folder] start did not let it
    spending_paused,  ///< when it was taken
};
[[nodiscard]] const char* to_word(HotFolderStart start);
[[nodiscard]] HotFolderStart hot_folder_start_of(std::string_view word);  ///< unasked for a word that is none

/// The label of a draft that is not started by itself: its recordings are those of the job that it names,
/// which was started before.
inline constexpr const char* recordings_of_label = "recordings_of";

/// A dropped folder, as it stands.
struct HotFolderEntry {
    std::string path;  ///< as it may be shown
    HotFolderState state = HotFolderState::waiting;
    std::string why;     ///< one sentence; "" of a taken one: see words_of_taken
    std::string cure{};  ///< "" where there is nothing to do
    std::string job_id{};
    Time since{};  ///< of that state, with that reason
    HotFolderStart start = HotFolderStart::unasked;
    bool changed = false;  ///< taken, and something was put into it or taken out of it since
    bool operator==(const HotFolderEntry&) const = default;
};

struct WatchedFolder {
    std::string path;
    std::string trouble{};            ///< why it cannot be looked at; "" when it can
    std::optional<Time> looked_at{};  ///< last
    bool operator==(const WatchedFolder&) const = default;
};

struct HotFolderReport {
    HotFolderPlan plan;
    std::vector<WatchedFolder> watched;
    std::vector<HotFolderEntry> folders;  ///< refused ones first, then waiting, then taken
};

/// Who knows how the hot folder stands. On the I/O thread.
class HotFolderBoard {
  public:
    virtual ~HotFolderBoard() = default;
    [[nodiscard]] virtual HotFolderReport report() const = 0;
};

struct HotFolderWords {
    std::string why, cure, note;  ///< "" where there is nothing to say
};
/// Of a taken one and its job as it is now. nullptr: there is no such job any more.
[[nodiscard]] HotFolderWords words_of_taken(const HotFolderEntry& entry, const JobRecord* job);

/// What earlier looks saw of a folder whose voice.toml is good.
struct Settling {
    std::optional<FolderCensus> last;
    Duration same_since{};  ///< steady: when it was seen like that first
};

struct SettlingVerdict {
    bool settled = false;
    std::string why;  ///< what is waited for; "" once it has settled
};

/// Takes note of a census, and says whether the folder has settled with it.
[[nodiscard]] SettlingVerdict settle(Settling& settling, const FolderCensus& seen, Duration steady,
                                     Duration settle_for);

/// May it pass, or must somebody change something?
[[nodiscard]] bool passes_by_itself(const Problem& problem);

/// Of each watched folder that cannot be looked at, and of the dropped ones that are refused. One that passes
/// when there is nothing of it; none where no folder is watched.
[[nodiscard]] Checks judge_hot_folder(const HotFolderReport& report);

}  // namespace understudy
