// One function an endpoint: takes a call that was read whole, gives the answer. No I/O.
#pragma once

#include "emulator/api/call.hpp"

namespace understudy::emulator {

using CallHandler = net::Response (*)(Context&);

net::Response get_status(Context&);
net::Response create_access_token(Context&);

net::Response list_datasets(Context&);
net::Response create_dataset(Context&);
net::Response get_dataset(Context&);
net::Response update_dataset(Context&);
net::Response delete_dataset(Context&);
net::Response list_files(Context&);
net::Response upload_file(Context&);
net::Response delete_file(Context&);

net::Response list_fine_tunes(Context&);
net::Response create_fine_tune(Context&);
net::Response get_fine_tune(Context&);
net::Response delete_fine_tune(Context&);
net::Response list_fine_tune_voices(Context&);

net::Response list_voices(Context&);
net::Response get_voice(Context&);
net::Response update_voice(Context&);
net::Response delete_voice(Context&);
net::Response preview_voice(Context&);
net::Response clone_voice(Context&);
net::Response localize_voice(Context&);
net::Response add_voice_accents(Context&);
net::Response delete_voice_accent(Context&);
net::Response list_accents(Context&);

net::Response speak_bytes(Context&);

}  // namespace understudy::emulator
