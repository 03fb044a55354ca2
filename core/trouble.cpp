#include "core/trouble.hpp"

namespace understudy {

const char* to_word(TroubleKind kind) {
    switch (kind) {
        case TroubleKind::transient:
            return "transient";
        case TroubleKind::credentials:
            return "credentials";
        case TroubleKind::forbidden:
            return "forbidden";
        case TroubleKind::funds:
            return "funds";
        case TroubleKind::refused:
            return "refused";
        case TroubleKind::recording_changed:
            return "recording_changed";
        case TroubleKind::recording_unreadable:
            return "recording_unreadable";
        case TroubleKind::cancelled:
            return "cancelled";
    }
    return "transient";
}

const char* to_word(Certainty certainty) { return certainty == Certainty::refused ? "refused" : "unknown"; }

}  // namespace understudy
