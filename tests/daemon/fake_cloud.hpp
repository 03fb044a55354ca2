// A cloud in memory for the endpoints about what stands in it: it answers at once from the event loop, or
// with the trouble that it was given. With it the store and the recordings, as far as those endpoints ask
// them.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/require.hpp"
#include "daemon/api/cloud_room.hpp"

namespace understudy::test {

/// Posts answers; the next one may be another.
class Teller {
  public:
    explicit Teller(boost::asio::io_context& io) : io_(io) {}
    std::optional<Trouble> trouble;  ///< of the next call alone
    std::string trouble_at{};        ///< of the next one that begins so
    std::vector<std::string> asked;

  protected:
    template <class T>
    void tell(std::string what, Reply<T> reply, Outcome<T> outcome) {
        asked.push_back(std::move(what));
        if (trouble && asked.back().starts_with(trouble_at))
            outcome = failure(*std::exchange(trouble, std::nullopt));
        boost::asio::post(io_, [reply = std::move(reply), outcome = std::move(outcome)] { reply(outcome); });
    }
    boost::asio::io_context& io_;
};

inline Trouble not_there() {
    return {Certainty::refused, TroubleKind::refused, "http_404", "Not Found", "", 404, "", {}};
}

class FakeCloud final : public Cloud, public Playground, public Teller {
  public:
    using CallId = std::uint64_t;
    using Teller::Teller;

    std::vector<CloudDataset> datasets;
    std::map<std::string, std::vector<CloudFile>> files;  ///< by dataset
    std::vector<CloudFineTune> fine_tunes;
    std::vector<OwnedVoice> voices;
    std::map<std::string, std::vector<CloudVoice>> made;  ///< by fine-tune
    std::vector<std::string> sent;
    VoiceChange changed;
    Utterance said;
    std::optional<Trouble> upload_trouble;  ///< from the second upload on
    std::function<void()> on_upload;

    CallId create_dataset(NewDataset wanted, Reply<CloudDataset> reply) override {
        datasets.push_back({"dataset_new", wanted.name, wanted.description});
        tell("create_dataset", std::move(reply), Outcome<CloudDataset>(datasets.back()));
        return 1;
    }
    CallId list_datasets(Reply<std::vector<CloudDataset>> reply) override {
        tell("list_datasets", std::move(reply), Outcome<std::vector<CloudDataset>>(datasets));
        return 1;
    }
    CallId list_files(std::string id, Reply<std::vector<CloudFile>> reply) override {
        tell("list_files " + id, std::move(reply), Outcome<std::vector<CloudFile>>(files[id]));
        return 1;
    }
    CallId upload_file(NewFile file, Reply<Nothing> reply) override {
        if (on_upload) on_upload();
        if (upload_trouble && !sent.empty()) trouble = upload_trouble;
        sent.push_back(file.filename);
        tell("upload_file " + file.dataset_id, std::move(reply), Outcome<Nothing>(Nothing{}));
        return 1;
    }
    CallId delete_file(std::string dataset, std::string file, Reply<Nothing> reply) override {
        tell("delete_file " + dataset + " " + file, std::move(reply), Outcome<Nothing>(Nothing{}));
        return 1;
    }
    CallId create_fine_tune(NewFineTune, Reply<CloudFineTune>) override { return never(); }
    CallId list_fine_tunes(Reply<std::vector<CloudFineTune>> reply) override {
        tell("list_fine_tunes", std::move(reply), Outcome<std::vector<CloudFineTune>>(fine_tunes));
        return 1;
    }
    CallId get_fine_tune(std::string id, Reply<CloudFineTune> reply) override {
        tell("get_fine_tune " + id, std::move(reply), found(fine_tunes, id));
        return 1;
    }
    CallId delete_fine_tune(std::string id, Reply<Nothing> reply) override {
        tell("delete_fine_tune " + id, std::move(reply), Outcome<Nothing>(Nothing{}));
        return 1;
    }
    CallId list_voices(std::string id, Reply<std::vector<CloudVoice>> reply) override {
        tell("list_voices " + id, std::move(reply), Outcome<std::vector<CloudVoice>>(made[id]));
        return 1;
    }
    CallId probe_key(Reply<Nothing>) override { return never(); }
    void cancel(CallId) override {}
    void limit_uploads(std::uint64_t) override {}

    void get_dataset(std::string id, Reply<CloudDataset> reply) override {
        tell("get_dataset " + id, std::move(reply), found(datasets, id));
    }
    void update_dataset(CloudDataset dataset, Reply<Nothing> reply) override {
        for (CloudDataset& each : datasets)
            if (each.id == dataset.id) each = dataset;
        tell("update_dataset " + dataset.id, std::move(reply), Outcome<Nothing>(Nothing{}));
    }
    void delete_dataset(std::string id, Reply<Nothing> reply) override {
        tell("delete_dataset " + id, std::move(reply), Outcome<Nothing>(Nothing{}));
    }
    void list_own_voices(Reply<std::vector<OwnedVoice>> reply) override {
        tell("list_own_voices", std::move(reply), Outcome<std::vector<OwnedVoice>>(voices));
    }
    void get_voice(std::string id, Reply<OwnedVoice> reply) override {
        tell("get_voice " + id, std::move(reply), found(voices, id));
    }
    void update_voice(std::string id, VoiceChange change, Reply<OwnedVoice> reply) override {
        changed = std::move(change);
        tell("update_voice " + id, std::move(reply), found(voices, id));
    }
    void delete_voice(std::string id, Reply<Nothing> reply) override {
        tell("delete_voice " + id, std::move(reply), Outcome<Nothing>(Nothing{}));
    }
    void say(Utterance utterance, Reply<Spoken> reply) override {
        said = std::move(utterance);
        tell("say", std::move(reply), Outcome<Spoken>(Spoken{"audio/wav", "RIFF of sound"}));
    }

  private:
    static CallId never() { return require(false, "no endpoint about the cloud asks this"), 0; }
    template <class T>
    static Outcome<T> found(const std::vector<T>& all, const std::string& id) {
        for (const T& each : all)
            if (each.id == id) return each;
        return failure(not_there());
    }
};

/// Knows some fine-tunes, intents, jobs and answers, and is asked nothing else.
class FakeStore final : public Store, public ReusableDatasets {
  public:
    explicit FakeStore(boost::asio::io_context& io) : io_(io) {}
    std::map<std::string, std::pair<std::string, Intent>> intents;  ///< by nonce
    std::set<std::string> fine_tunes;
    std::map<std::string, Job> jobs;
    std::map<std::string, std::vector<Recording>> recordings;  ///< by job
    std::map<std::string, IdempotentAnswer> answers;
    std::vector<Reuse> reuses;
    std::optional<StoreTrouble> trouble;

    void datasets_holding(std::string, StoreReply<std::vector<Reuse>> reply) override {
        give(std::move(reply), reuses);
    }
    void find_answer(std::string key, StoreReply<std::optional<IdempotentAnswer>> reply) override {
        const auto place = answers.find(key);
        give(std::move(reply), place == answers.end() ? std::nullopt : std::optional(place->second));
    }
    void load_recordings(std::string id, StoreReply<std::vector<Recording>> reply) override {
        give(std::move(reply), recordings[id]);
    }
    void find_intent(std::string nonce,
                     StoreReply<std::optional<std::pair<std::string, Intent>>> reply) override {
        const auto place = intents.find(nonce);
        give(std::move(reply), place == intents.end() ? std::nullopt : std::optional(place->second));
    }
    void known_fine_tunes(std::vector<std::string> ids, StoreReply<std::vector<std::string>> reply) override {
        std::erase_if(ids, [&](const std::string& id) { return !fine_tunes.contains(id); });
        give(std::move(reply), std::move(ids));
    }
    void load_job(std::string id, StoreReply<Job> reply) override {
        const auto place = jobs.find(id);
        boost::asio::post(io_, [reply = std::move(reply),
                                job = place == jobs.end() ? std::optional<Job>() : place->second] {
            if (job) return reply(*job);
            reply(failure(StoreTrouble{StoreTrouble::Kind::not_found, "no such job"}));
        });
    }

    void commit(Commit, StoreReply<std::vector<std::int64_t>>) override { never(); }
    void keep_controls(Controls, StoreReply<Nothing>) override { never(); }
    void remove(std::string, std::int64_t, StoreReply<Nothing>) override { never(); }
    void load_active(StoreReply<Active>) override { never(); }
    void list_jobs(JobQuery, StoreReply<std::vector<Job>>) override { never(); }
    void list_events(EventQuery, StoreReply<std::vector<HistoryEvent>>) override { never(); }
    void remember(std::vector<Heard>, Time, StoreReply<Nothing>) override { never(); }
    void recall(std::vector<FileStamp>, int, StoreReply<std::vector<std::optional<Measurement>>>) override {
        never();
    }
    void recall_contents(std::vector<std::string>,
                         StoreReply<std::vector<std::optional<Measurement>>>) override {
        never();
    }
    void list_movements(MovementQuery, StoreReply<std::vector<Movement>>) override {}
    void balance(StoreReply<Balance>) override {}
    void training_times(std::size_t, StoreReply<std::vector<Duration>>) override {}
    void count_states(StoreReply<std::vector<std::pair<std::string, std::int64_t>>>) override { never(); }
    void probe(StoreReply<Nothing>) override { never(); }
    void audit(StoreReply<Nothing>) override { never(); }

  private:
    static void never() { require(false, "no endpoint about the cloud asks this"); }
    template <class T>
    void give(StoreReply<T> reply, T value) {
        boost::asio::post(io_, [reply = std::move(reply), value = std::move(value), trouble = trouble] {
            if (trouble) return reply(failure(*trouble));
            reply(value);
        });
    }
    boost::asio::io_context& io_;
};

/// Opens nothing: the fake cloud takes no bytes.
class FakeRecordings final : public RecordingsPort {
  public:
    std::vector<std::string> opened;
    std::unique_ptr<ByteSource> open(std::string path, FileIdentity, std::string) override {
        opened.push_back(std::move(path));
        return nullptr;
    }
    Selection selection;
    void select(std::vector<std::string>, std::function<void(Result<Selection, Problem>)> reply) override {
        reply(selection);
    }
    void look(std::string, FileIdentity, Reply<FileStamp>) override { never(); }
    void measure(std::string, FileIdentity, Reply<Measurement>) override { never(); }

  private:
    static void never() { require(false, "no endpoint about the cloud asks this"); }
};

}  // namespace understudy::test
