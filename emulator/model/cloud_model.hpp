// A pure model of Cartesia's cloud: one account's datasets, files, fine-tunes, voices and bill. No I/O, no
// clock of its own, no threads: time is passed in and must not go back, ids come from a seed. The emulator
// puts HTTP around it; a simulation can call it directly.
//
// Every call first settles the trainings that have ended by `now`. A refused call changes nothing else.
// `commit_after` makes a create take effect only that much later: nobody sees the object before, and its
// training clock starts then (an answer that was lost and a commit that lands late).
#pragma once

#include <map>
#include <unordered_map>

#include "emulator/model/bill.hpp"
#include "emulator/model/identifiers.hpp"
#include "emulator/model/objects.hpp"
#include "emulator/model/shelf.hpp"

namespace understudy::emulator {

struct NewDataset {
    std::string name, description;
};
struct NewDatasetFile {
    std::string filename;
    std::uint64_t size = 0;
    std::string sha256;
};
struct NewFineTune {
    std::string name, description, language, model_id, dataset;
    std::optional<std::string> accent;
};
struct NewVoice {
    std::string name, description, language, tagline;
    std::optional<std::string> gender;
    std::vector<std::string> accents;
};
struct VoiceQuery {
    std::optional<std::string> text;  ///< searched in name, description and id, without case
    std::optional<std::string> gender, language;
    std::optional<bool> is_owner;
};
/// Absent members stay as they are; an inner nullopt resets.
struct VoiceChange {
    std::optional<std::string> name, description;
    std::optional<std::optional<std::string>> gender, accent;
};
/// A file as it lies in a dataset, for whoever checks uploads.
struct StoredFile {
    std::string dataset_id, dataset_name;
    DatasetFile file;
};

class CloudModel {
  public:
    explicit CloudModel(CloudSettings settings, std::uint64_t seed = 1);
    [[nodiscard]] CloudSettings& settings() { return settings_; }
    [[nodiscard]] Identifiers& identifiers() { return ids_; }
    /// Ends the trainings that are due.
    void settle(Time now);

    [[nodiscard]] Granted<Dataset> create_dataset(NewDataset request, Time now, Duration commit_after = {});
    [[nodiscard]] Granted<Page<Dataset>> list_datasets(const PageRequest& request, Time now);
    [[nodiscard]] Granted<Dataset> get_dataset(const std::string& id, Time now);
    [[nodiscard]] Granted<Nothing> update_dataset(const std::string& id, NewDataset change, Time now);
    [[nodiscard]] Granted<Nothing> delete_dataset(const std::string& id, Time now);

    [[nodiscard]] Granted<DatasetFile> add_file(const std::string& dataset_id, NewDatasetFile file, Time now,
                                                Duration commit_after = {});
    [[nodiscard]] Granted<Page<DatasetFile>> list_files(const std::string& dataset_id,
                                                        const PageRequest& request, Time now);
    [[nodiscard]] Granted<Nothing> delete_file(const std::string& dataset_id, const std::string& file_id,
                                               Time now);
    [[nodiscard]] std::vector<StoredFile> stored_files() const;  ///< of all datasets, in order of arrival
    /// What is really there, whatever lags or is hidden.
    [[nodiscard]] std::vector<std::string> dataset_ids() const;
    [[nodiscard]] std::vector<DatasetFile> files_in(const std::string& dataset_id, Time now) const;

    [[nodiscard]] Granted<FineTune> create_fine_tune(NewFineTune request, Time now,
                                                     Duration commit_after = {});
    [[nodiscard]] Granted<Page<FineTune>> list_fine_tunes(const PageRequest& request, Time now);
    [[nodiscard]] Granted<FineTune> get_fine_tune(const std::string& id, Time now);
    [[nodiscard]] Granted<Nothing> delete_fine_tune(const std::string& id, Time now);
    [[nodiscard]] Granted<Page<Voice>> list_voices_of(const std::string& fine_tune_id,
                                                      const PageRequest& request, Time now);

    [[nodiscard]] Granted<Page<Voice>> list_voices(const VoiceQuery& query, const PageRequest& request,
                                                   Time now);
    [[nodiscard]] Granted<Voice> get_voice(const std::string& id, Time now);
    [[nodiscard]] Granted<Voice> create_voice(NewVoice voice, Time now, Duration commit_after = {});
    [[nodiscard]] Granted<Voice> update_voice(const std::string& id, const VoiceChange& change, Time now);
    [[nodiscard]] Granted<Nothing> delete_voice(const std::string& id, Time now);
    [[nodiscard]] Granted<Voice> add_accents(const std::string& id, const std::vector<std::string>& accents,
                                             Time now);
    [[nodiscard]] Granted<Voice> delete_accent(const std::string& id, const std::string& accent, Time now);

    /// Whether this voice can speak with this model, and what it costs: one credit a character, one and a
    /// half with a fine-tune's voice.
    [[nodiscard]] Granted<Nothing> speak(const Voice& voice, const std::string& model_id,
                                         std::size_t characters, Time now);
    /// model_sunset or model_not_found, or nothing.
    [[nodiscard]] Granted<Nothing> check_model(const std::string& model_id) const;

    [[nodiscard]] Bill bill(Time now);
    /// The bill's purchases as they were when the model was last asked something, without a copy.
    [[nodiscard]] const std::vector<Purchase>& purchases() const { return bill_.purchases; }
    /// Makes an object vanish for by-id calls, for lists, or come back. False when there is none of that id.
    bool hide(const std::string& id, bool by_id, bool in_lists);

  private:
    [[nodiscard]] Presence presence_of_new(const ListingLag& lag, Time exists_from) const;
    [[nodiscard]] Granted<Dataset*> find_dataset(const std::string& id, Time now);
    [[nodiscard]] Granted<Voice*> find_own_voice(const std::string& id, Time now);
    [[nodiscard]] Granted<Nothing> check_new_fine_tune(const NewFineTune& request, Time now);
    [[nodiscard]] Granted<Nothing> check_funds();
    void finish(FineTune& fine_tune, Time at);
    void add_trained_voices(const FineTune& fine_tune, Time at);
    void charge(std::uint64_t credits);
    [[nodiscard]] unsigned slots_used() const;
    [[nodiscard]] std::string cut(std::string description) const;
    [[nodiscard]] bool trains_on(const std::string& dataset_id) const;

    CloudSettings settings_;
    Identifiers ids_;
    Shelf<Dataset> datasets_;
    std::unordered_map<std::string, Shelf<DatasetFile>> files_;  ///< by dataset
    Shelf<FineTune> fine_tunes_;
    Shelf<Voice> voices_;
    std::multimap<Time, std::string> due_;  ///< running trainings by their end
    Bill bill_;
    std::unordered_map<std::string, std::size_t> purchase_of_;  ///< fine-tune id to index
};

/// The word of a fine-tune's status at a time, while it runs.
[[nodiscard]] std::string running_word(const FineTune& fine_tune, const std::vector<std::string>& words,
                                       Time now);
/// The voices of the public catalogue that every account can see.
[[nodiscard]] std::vector<Voice> catalogue_voices();

}  // namespace understudy::emulator
