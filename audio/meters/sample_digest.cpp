#include "audio/meters/sample_digest.hpp"

#include <xxhash.h>

#include <array>

#include "audio/hex.hpp"

namespace understudy {
namespace {

struct FreeState {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};
using State = std::unique_ptr<XXH3_state_t, FreeState>;

State fresh_state() {
    State state(XXH3_createState());
    XXH3_128bits_reset(state.get());
    return state;
}

XXH128_canonical_t canonical(const State& state) {
    XXH128_canonical_t bytes;
    XXH128_canonicalFromHash(&bytes, XXH3_128bits_digest(state.get()));
    return bytes;
}

}  // namespace

struct SampleDigest::States {
    State whole = fresh_state();
    std::vector<State> channels;
};

SampleDigest::SampleDigest() : states_(std::make_unique<States>()) {}
SampleDigest::~SampleDigest() = default;

void SampleDigest::begin(const SoundFormat& format) {
    end_stretch();
    format_ = format;
    for (int c = 0; c < format.channels; ++c) states_->channels.push_back(fresh_state());
}

void SampleDigest::hear(const Block& block) {
    heard_ = true;
    for (std::size_t c = 0; c < states_->channels.size(); ++c)
        XXH3_128bits_update(states_->channels[c].get(), block.channels[c], block.samples * sizeof(float));
}

void SampleDigest::end_stretch() {
    if (states_->channels.empty()) return;
    const std::array<std::int32_t, 2> shape = {format_.sample_rate, format_.channels};
    XXH3_128bits_update(states_->whole.get(), shape.data(), sizeof shape);
    for (const State& channel : states_->channels) {
        const auto bytes = canonical(channel);
        XXH3_128bits_update(states_->whole.get(), bytes.digest, sizeof bytes.digest);
    }
    states_->channels.clear();
}

std::string SampleDigest::finish() {
    if (!heard_) return "";
    end_stretch();
    return hex_of(canonical(states_->whole).digest);
}

}  // namespace understudy
