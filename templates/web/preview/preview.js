"use strict";
// Shows the page anew when what it shows has changed. Without this script all else works.
const live = document.getElementById("live");
const shown = document.documentElement.dataset.version;
const events = new EventSource("/events?version=" + encodeURIComponent(shown));

function say(state, words) {
  live.className = "live " + state;
  live.textContent = words;
}

events.onopen = () => say("on", "Live");
events.onerror = () => say("off", "Not connected: has digest preview ended?");
events.addEventListener("change", () => {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement && field.value !== field.defaultValue) {
    say("off", "Changed; shown when you leave the field");
    field.addEventListener("blur", () => location.reload(), { once: true });
  } else {
    location.reload();
  }
});
// A stream left open would keep the server from answering the page that comes next.
window.addEventListener("pagehide", () => events.close());
