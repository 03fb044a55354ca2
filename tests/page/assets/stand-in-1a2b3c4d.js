// What a link from `understudy open` comes to.
const code = new URLSearchParams(location.hash.slice(1)).get("sign-in");
if (code) {
  history.replaceState(null, "", "/");
  fetch("/v1/session", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ code }) });
}
