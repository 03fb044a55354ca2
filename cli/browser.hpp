// A person's browser on this machine.
#pragma once

#include <string>

namespace understudy::cli {

/// Has it open an address, without waiting for it. False where there is no display, or nothing that could
/// open it.
///
/// The address may be a secret, and what stands on a command line every user of the machine can read: so it
/// goes into a page of ours in the user's own runtime folder, and the browser is given that page's name.
[[nodiscard]] bool open_in_browser(const std::string& url);

/// That page: it leads on to the address by itself.
[[nodiscard]] std::string leading_page(const std::string& url);

}  // namespace understudy::cli
