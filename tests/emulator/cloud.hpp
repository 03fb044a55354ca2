// A model of the cloud with a dataset that can be trained on, and a time that the test owns.
#pragma once

#include "emulator/model/cloud_model.hpp"

namespace understudy::emulator::testing {

using std::chrono::hours;
using std::chrono::minutes;

struct Cloud {
    CloudModel model{[] {
        CloudSettings settings;
        settings.train_time = hours(3);
        return settings;
    }()};
    Time now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

    CloudSettings& settings() { return model.settings(); }
    std::string dataset_with_a_file() {
        auto dataset = model.create_dataset({"set", "described"}, now);
        (void)model.add_file(dataset->id, {"a.wav", 10, std::string(64, 'a')}, now);
        return dataset->id;
    }
    NewFineTune order(const std::string& dataset,
                      const std::string& description = "[understudy:x.1.y] Anna") {
        return {"Anna", description, "en", "sonic-3-2026-01-12", dataset, std::nullopt};
    }
    FineTune buy() { return *model.create_fine_tune(order(dataset_with_a_file()), now); }
};

}  // namespace understudy::emulator::testing
