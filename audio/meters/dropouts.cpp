#include "audio/meters/dropouts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "audio/meters/lanes.hpp"

namespace understudy {
namespace {

constexpr float sound = 0.02F;  // -34 dBFS
constexpr float jump = 0.25F, isolated = 12;
constexpr std::size_t stretch = 64, reach = DropoutMeter::reach;

float largest_step(const float* samples, std::size_t count) {
    std::array<float, 8> lanes{};
    std::size_t i = 0;
    for (; i + lanes.size() <= count; i += lanes.size())
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
            const float step = std::fabs(samples[i + lane + 1] - samples[i + lane]);
            lanes[lane] = step > lanes[lane] ? step : lanes[lane];
        }
    float largest = *std::max_element(lanes.begin(), lanes.end());
    for (; i < count; ++i) largest = std::max(largest, std::fabs(samples[i + 1] - samples[i]));
    return largest;
}

// The step from samples[0] to samples[1], with `reach` samples on either side.
bool is_jump(const float* samples) {
    const float step = std::fabs(samples[1] - samples[0]);
    if (step < jump) return false;
    const float before = largest_step(samples - reach + 1, reach - 1),
                after = largest_step(samples + 1, reach - 1);
    return step > isolated * std::max(before, after) && before > 0 && after > 0;
}

constexpr std::size_t past_samples = 2 * reach + 1;

std::size_t zeros_at_start(std::span<const float> samples) {
    const auto end = std::find_if(samples.begin(), samples.end(), [](float x) { return x != 0; });
    return static_cast<std::size_t>(end - samples.begin());
}

}  // namespace

void DropoutMeter::begin(const SoundFormat& format) {
    const auto rate = static_cast<std::size_t>(format.sample_rate);
    shortest_ = std::max<std::size_t>(reach, rate / 1'000);
    longest_ = rate / 2;
    near_ = std::max<std::size_t>(2, rate / 4'000);
    channels_.resize(std::max(channels_.size(), static_cast<std::size_t>(format.channels)));
    for (Channel& channel : channels_) {
        channel.past.assign(past_samples, 0.0F);
        channel.zeros = 0;
        channel.recent = 0;
    }
}

void DropoutMeter::hear(const Block& block) {
    for (std::size_t c = 0; c < block.channels.size(); ++c) {
        hear_zeros(channels_[c], block.channel(c));
        hear_jumps(channels_[c], block.channel(c));
    }
}

void DropoutMeter::end_run(Channel& channel, std::span<const float> after) const {
    const bool sound_follows = largest_magnitude(after.first(std::min(near_, after.size()))) >= sound;
    const bool fits = channel.zeros >= shortest_ && channel.zeros <= longest_;
    if (fits && channel.abrupt && sound_follows) ++channel.found;
    channel.zeros = 0;
}

// The run from the block before goes on; how many samples of this block belong to it.
std::size_t DropoutMeter::continue_run(Channel& channel, std::span<const float> samples) const {
    if (channel.zeros == 0) return 0;
    const std::size_t more = zeros_at_start(samples);
    channel.zeros += more;
    if (more < samples.size()) end_run(channel, samples.subspan(more));
    return more;
}

// A run that is long enough to count holds one of every `shortest_` samples, and only those are looked at.
void DropoutMeter::hear_zeros(Channel& channel, std::span<const float> samples) const {
    std::size_t from = continue_run(channel, samples);
    const auto loud_before = [&](std::size_t at) {
        const std::size_t first = at - std::min(near_, at);
        const float here = largest_magnitude(samples.subspan(first, at - first));
        return std::max(here, at < near_ ? channel.recent : 0.0F) >= sound;
    };
    for (std::size_t i = std::min(from + shortest_, samples.size()); from < samples.size();
         i = std::min(i + shortest_, samples.size())) {
        if (samples[i - 1] == 0) {
            std::size_t first = i - 1;
            while (first > from && samples[first - 1] == 0) --first;
            channel.zeros = i - first + zeros_at_start(samples.subspan(i));
            channel.abrupt = loud_before(first);
            from = i = first + channel.zeros;
            if (from < samples.size()) end_run(channel, samples.subspan(from));
        }
        if (i == samples.size()) break;
    }
    channel.recent = largest_magnitude(samples.last(std::min(near_, samples.size())));
}

void DropoutMeter::hear_jumps(Channel& channel, std::span<const float> samples) {
    joined_.assign(channel.past.begin(), channel.past.end());
    joined_.insert(joined_.end(), samples.begin(), samples.end());
    const std::size_t end = joined_.size() - reach - 1;  // the first step that wants a right side still
    for (std::size_t at = reach; at < end; at += stretch) {
        const std::size_t count = std::min(stretch, end - at);
        if (largest_step(joined_.data() + at, count) < jump) continue;
        for (std::size_t i = at; i < at + count; ++i) channel.found += is_jump(joined_.data() + i) ? 1 : 0;
    }
    channel.past.assign(joined_.end() - static_cast<std::ptrdiff_t>(past_samples), joined_.end());
}

std::int64_t DropoutMeter::dropouts() const {
    std::int64_t most = 0;
    for (const Channel& channel : channels_) most = std::max(most, channel.found);
    return most;
}

}  // namespace understudy
