// @ts-check
/// <reference lib="dom" />
/** The chapters' desk: hear where a chapter begins, and say that it begins where the video is. */

import { read, written } from "./desk-times.js";
import { DeskVideo } from "./desk-video.js";

/** How much is heard after a place one asks for. */
const HEARD = 10_000;

const desk = document.getElementById("chapter-desk");
const player = document.getElementById("video");
const clock = document.getElementById("clock");
const failed = document.getElementById("failed");
if (!desk || !(player instanceof HTMLVideoElement) || !clock || !failed) {
  throw new Error("the page has no chapters' desk");
}

const video = new DeskVideo(player, Number(desk.dataset.duration), () => {
  clock.textContent = written(Math.round(video.picture));
});
video.load(
  `${desk.dataset.media}/playlist.m3u8`,
  desk.dataset.hls ?? "",
  Number(desk.dataset.start),
  () => failed.hidden = false,
);

/** Whether a row is of the recording that is shown. @param {Element} line */
function isHere(line) {
  const field = line.querySelector("[name^=recording_]");
  const chosen = field instanceof HTMLInputElement || field instanceof HTMLSelectElement;
  return chosen && field.value === desk?.dataset.recording;
}

for (const line of document.querySelectorAll(".chapter-line")) {
  const at = line.querySelector("[name^=at_]");
  if (!(at instanceof HTMLInputElement)) continue;
  const show = /** @type {HTMLButtonElement} */ (line.querySelector("[data-do=show]"));
  const here = /** @type {HTMLButtonElement} */ (line.querySelector("[data-do=here]"));
  const follow = () => {
    show.hidden = !isHere(line) || read(at.value) === null;
    here.hidden = !isHere(line);
  };
  show.addEventListener("click", () => {
    const start = read(at.value);
    if (start !== null) video.playBetween(start, start + HEARD);
  });
  here.addEventListener("click", () => {
    at.value = written(Math.round(video.picture));
    follow();
  });
  line.addEventListener("input", follow);
  follow();
}
