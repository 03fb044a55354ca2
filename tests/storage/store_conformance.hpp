// The promises of every store, as one suite: instantiate StoreConformance with a factory (see the fixture).
#pragma once

#include "tests/storage/store_conformance_intents.hpp"
#include "tests/storage/store_conformance_jobs.hpp"
#include "tests/storage/store_conformance_lists.hpp"
#include "tests/storage/store_conformance_measurements.hpp"
