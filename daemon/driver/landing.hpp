// How the outcome of a cloud call comes home: past the gate, out of the flights, into the job.
#pragma once

#include <string>
#include <utility>

#include "daemon/driver/impl.hpp"

namespace understudy {

template <class T>
void Driver::Impl::through_gate(Outcome<T> outcome, std::function<void(Outcome<T>)> then) {
    const Trouble* trouble = outcome.ok() ? nullptr : &outcome.error();
    if (trouble && trouble->kind == TroubleKind::forbidden)
        return judge_forbidden(
            *trouble, [then = std::move(then)](Trouble judged) { then(failure(std::move(judged))); });
    gate_saw(trouble);
    then(std::move(outcome));
}

template <class T, class Make>
Reply<T> Driver::Impl::landing(const std::string& job_id, const std::string& key, Make make) {
    return [this, job_id, key, make](Outcome<T> outcome) {
        through_gate<T>(std::move(outcome), [this, job_id, key, make](Outcome<T> judged) {
            landed(job_id, key, make(std::move(judged)));
        });
    };
}

}  // namespace understudy
