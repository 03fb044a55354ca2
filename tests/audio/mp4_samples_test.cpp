// The samples of an MP4 by its tables, against what FFmpeg's own index makes of them.
#include "audio/mp4_samples.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

extern "C" {
#include <libavutil/log.h>
}

#include "audio/content.hpp"
#include "audio/file_descriptor.hpp"
#include "audio/media_input.hpp"
#include "tests/audio/audio_files.hpp"

namespace understudy {
namespace {

class Mp4 : public testing::Test {
  protected:
    void SetUp() override {
        if (!has_command("ffmpeg")) GTEST_SKIP() << "ffmpeg is not installed";
        av_log_set_level(AV_LOG_QUIET);
    }
    std::string make(const std::string& name, const std::string& options) {
        EXPECT_TRUE(run_command("ffmpeg -y -f lavfi -i anoisesrc=a=0.2:r=48000:d=20 " + options + " '" +
                                folder_.at(name) + "'"));
        return folder_.at(name);
    }
    struct Packets {
        std::string bytes;
        std::size_t count = 0;
        std::string codec;
        int sample_rate = 0, channels = 0;
        bool operator==(const Packets&) const = default;
    };
    // `most_indexed` 0: by the tables.
    static Packets packets(const std::string& path, std::uint64_t most_indexed) {
        const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        HashingReader reader(file.get(), std::filesystem::file_size(path), {});
        const auto input = MediaInput::open(reader, recognise(reader), most_indexed);
        Packets found;
        if (!input || input->best_audio() == nullptr) return found;
        const AVCodecParameters& parameters = *input->best_audio()->codecpar;
        found.codec = avcodec_get_name(parameters.codec_id);
        found.sample_rate = parameters.sample_rate;
        found.channels = parameters.ch_layout.nb_channels;
        const Packet packet(av_packet_alloc());
        while (input->read(*packet) >= 0) {
            EXPECT_EQ(packet->stream_index, input->best_audio()->index);
            found.bytes.append(reinterpret_cast<const char*>(packet->data),
                               static_cast<std::size_t>(packet->size));
            ++found.count;
            av_packet_unref(packet.get());
        }
        EXPECT_TRUE(reader.finish());
        EXPECT_EQ(reader.xxh3(), xxh3_of(read_file(path)));
        return found;
    }
    TemporaryFolder folder_;
};

TEST_F(Mp4, IsReadByItsTablesAsByFfmpeg) {
    for (const char* options : {"-c:a aac -ac 2", "-c:a alac", "-c:a aac -movflags +faststart"}) {
        const std::string path = make("a.m4a", options);
        const Packets indexed = packets(path, 1'000'000);
        EXPECT_GT(indexed.count, 200u);
        EXPECT_EQ(packets(path, 0), indexed) << options;
    }
}

TEST_F(Mp4, EndsWhereTheFileDoes) {
    const std::string whole = read_file(make("a.m4a", "-c:a aac -movflags +faststart"));
    write_file(folder_.at("cut.m4a"), std::string_view(whole).substr(0, whole.size() / 2));
    const std::size_t all = packets(folder_.at("a.m4a"), 0).count,
                      some = packets(folder_.at("cut.m4a"), 0).count;
    EXPECT_GT(some, all / 4);
    EXPECT_LT(some, all * 3 / 4);
}

TEST_F(Mp4, SurvivesTablesThatLie) {
    const std::string whole = read_file(make("a.m4a", "-c:a aac"));
    for (const char* table : {"stsz", "stsc", "stco", "mdia", "minf", "stbl", "trak", "moov"})
        for (const int field : {-4, 4, 8, 12, 16})
            for (const char* value :
                 {"\xff\xff\xff\xff", "\x00\x00\x00\x00", "\x00\x00\x00\x01", "\x7f\xff\xff\xff"}) {
                std::string lying = whole;
                lying.replace(static_cast<std::size_t>(static_cast<int>(whole.find(table)) + field), 4, value,
                              4);
                write_file(folder_.at("lying.m4a"), lying);
                EXPECT_LE(packets(folder_.at("lying.m4a"), 0).count, whole.size() / 4) << table << field;
            }
}

TEST_F(Mp4, WithoutATrackOfItsOwnForSoundIsLeftToFfmpeg) {
    const std::string path = make("a.wav", "");
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    HashingReader reader(file.get(), std::filesystem::file_size(path), {});
    EXPECT_FALSE(find_mp4_tables(reader).has_value());
}

}  // namespace
}  // namespace understudy
