// @ts-check
/// <reference lib="dom" />
/** The session page put together: picture, bar, buttons, captions, transcript, keys. */

import { Captions } from "./captions.js";
import { Controls, found } from "./controls.js";
import { listenToKeys } from "./keys.js";
import { playAll } from "./play-all.js";
import { Playback } from "./playback.js";
import { followReel } from "./reel.js";
import { SeekBar } from "./seekbar.js";
import { letChooseLanguages, Transcript } from "./transcript.js";

const FRAME = 40;

const player = found(document, "#player", HTMLElement);
const video = found(player, "video", HTMLVideoElement);
const list = document.querySelector("#transcript");

takeOver(video);
const playback = new Playback(video, player.dataset);
const chapters = chaptersIn(document);
const bar = new SeekBar(found(player, ".seek", HTMLElement), playback, chapters);
const controls = new Controls(player, playback);
const captions = new Captions(
  found(player, ".captions", HTMLElement),
  found(player, "[data-choice=captions]", HTMLSelectElement),
  list ?? document,
);
const transcript = list instanceof HTMLElement
  ? new Transcript(list, found(document, "#follow", HTMLButtonElement), playback)
  : null;
const languages = document.querySelector("#transcript-languages");
if (list instanceof HTMLElement && languages instanceof HTMLSelectElement) {
  letChooseLanguages(list, languages);
  found(document, ".words-languages", HTMLElement).hidden = false;
}

playback.addEventListener("move", () => {
  bar.show();
  controls.showTime();
  captions.draw(playback.position);
  transcript?.show(playback.position);
});
playback.addEventListener("state", () => controls.show());
playback.addEventListener("failed", () => {
  const message = found(player, ".player-message", HTMLElement);
  message.textContent = player.dataset.failed ?? "";
  message.hidden = false;
});
captions.menu.addEventListener("change", () => captions.draw(playback.position));
playAll(playback);

const help = found(document, "#keys", HTMLDetailsElement);
help.hidden = false;
found(player, ".controls", HTMLElement).hidden = false;
listenToKeys(player, found(help, "#keys-on", HTMLInputElement), {
  Space: () => playback.toggle(),
  KeyK: () => playback.toggle(),
  KeyJ: () => playback.skip(-10000),
  KeyL: () => playback.skip(10000),
  ArrowLeft: () => playback.skip(-5000),
  ArrowRight: () => playback.skip(5000),
  Comma: () => stepPicture(-FRAME),
  Period: () => stepPicture(FRAME),
  "Shift+Comma": () => controls.changeSpeed(-0.25),
  "Shift+Period": () => controls.changeSpeed(0.25),
  "Shift+KeyN": () => bar.toChapter(1),
  "Shift+KeyP": () => bar.toChapter(-1),
  "Shift+Slash": () => {
    help.open = !help.open;
  },
  KeyC: () => captions.cycle(),
  KeyM: () => controls.toggleSound(),
  KeyF: () => controls.toggleFullscreen(),
  ...tenths(),
});

followReel(playback);

// A picture is fetched at once where the address names a moment, or nothing else would be seen.
if (player.dataset.start || !video.poster) playback.load();

/**
 * Take the video over from the browser's own controls, which know nothing of the cut.
 *
 * @param {HTMLVideoElement} video
 */
function takeOver(video) {
  video.controls = false;
  video.querySelectorAll("source").forEach((source) => source.remove());
  for (const track of video.textTracks) track.mode = "disabled";
}

/**
 * @param {ParentNode} page
 * @returns {{start: number, title: string}[]}
 */
function chaptersIn(page) {
  const rows = /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-chapter]"));
  return [...rows].map((row) => ({
    start: Number(row.dataset.chapter),
    title: row.dataset.title ?? "",
  }));
}

/** @param {number} milliseconds */
function stepPicture(milliseconds) {
  if (!playback.isPlaying) playback.skip(milliseconds);
}

/** Digit 0 to 9: to that tenth of the cut. */
function tenths() {
  /** @type {Record<string, () => void>} */
  const keys = {};
  for (let tenth = 0; tenth < 10; tenth++) {
    keys[`Digit${tenth}`] = () => playback.seek(playback.start + (playback.length * tenth) / 10);
  }
  return keys;
}
