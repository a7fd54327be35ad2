// @ts-check
/// <reference lib="dom" />
/**
 * One session after the other, for those who asked for all: at the end the next one is announced and
 * comes by itself unless the viewer stays. Without this script its link stands there all the same.
 */

/** @typedef {import("./playback.js").Playback} Playback */

/** How near to its end a session counts as seen, in milliseconds. */
const NEAR_END = 100;
const GOES_ON = "dasibogi.play-all";

/** @param {Playback} playback */
export function playAll(playback) {
  const place = document.querySelector("#play-all");
  if (!place) return;
  takeUp(playback);
  const next = place.querySelector("a[rel=next]");
  const soon = place.querySelector(".play-all-soon");
  const stay = place.querySelector("[data-act=stay]");
  if (
    next instanceof HTMLAnchorElement && soon instanceof HTMLElement &&
    stay instanceof HTMLButtonElement
  ) {
    goOn(playback, next, soon, stay);
  }
}

/**
 * @param {Playback} playback
 * @param {HTMLAnchorElement} next
 * @param {HTMLElement} soon
 * @param {HTMLButtonElement} stay
 */
function goOn(playback, next, soon, stay) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const wait = () => {
    if (waiting !== undefined) return;
    if (document.fullscreenElement) document.exitFullscreen();
    const seconds = soon.dataset.seconds ?? "";
    soon.textContent = (soon.dataset.text ?? "").replace("{seconds}", seconds);
    stay.hidden = false;
    waiting = setTimeout(() => {
      promise(playback, next);
      next.click();
    }, Number(seconds) * 1000);
  };
  const end = () => {
    clearTimeout(waiting);
    waiting = undefined;
    soon.textContent = "";
    stay.hidden = true;
  };
  stay.addEventListener("click", () => {
    end();
    next.focus();
  });
  playback.addEventListener("state", () => {
    if (playback.isPlaying) end();
    else if (playback.position >= playback.end - NEAR_END) wait();
  });
}

/**
 * Tell the next page that its viewer is still watching, and how loud.
 *
 * @param {Playback} playback
 * @param {HTMLAnchorElement} next
 */
function promise(playback, next) {
  const { muted } = playback.video;
  keep(JSON.stringify({ path: next.pathname, muted }));
}

/**
 * Play when the page before has led here by itself, and only then; once.
 *
 * @param {Playback} playback
 */
function takeUp(playback) {
  const kept = keep(null);
  if (!kept) return;
  const { path, muted } = JSON.parse(kept);
  if (path !== location.pathname) return;
  playback.video.muted = muted;
  playback.play();
}

/**
 * What the page before left here, which is forgotten; or something new in its place. Browsers that
 * keep nothing lead on all the same, and the viewer presses play.
 *
 * @param {string | null} text
 * @returns {string | null}
 */
function keep(text) {
  try {
    const before = sessionStorage.getItem(GOES_ON);
    if (text === null) sessionStorage.removeItem(GOES_ON);
    else sessionStorage.setItem(GOES_ON, text);
    return before;
  } catch {
    return null;
  }
}
