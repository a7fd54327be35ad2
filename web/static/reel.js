// @ts-check
/// <reference lib="dom" />
/**
 * Somebody's parts one after the other: where one ends, the page of the next is opened and plays on.
 * Without this script its link stands there all the same.
 */

/** @typedef {import("./playback.js").Playback} Playback */

/** How near to its end a part counts as heard, in milliseconds. */
const NEAR_END = 100;
const PLAYS_ON = "dasibogi.reel";

/** @param {Playback} playback */
export function followReel(playback) {
  const place = document.querySelector("#reel");
  if (!place) return;
  if (kept() === location.pathname + location.search) playback.play();
  keep("");
  const next = place.querySelector("a[rel=next]");
  const end = playback.until;
  if (!(next instanceof HTMLAnchorElement) || end === null) return;
  playback.addEventListener("state", () => {
    if (playback.isPlaying || Math.abs(playback.position - end) > NEAR_END) return;
    keep(next.pathname + next.search);
    location.assign(next.href);
  });
}

/** The page that the one before led to by itself. Browsers that keep nothing lead on all the same. */
function kept() {
  try {
    return sessionStorage.getItem(PLAYS_ON);
  } catch {
    return null;
  }
}

/** @param {string} address */
function keep(address) {
  try {
    sessionStorage.setItem(PLAYS_ON, address);
  } catch {
    // The viewer presses play there.
  }
}
