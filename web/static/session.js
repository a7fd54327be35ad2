// @ts-check
/// <reference lib="dom" />
/** The session page put together: picture, bar, buttons, captions, transcript, keys. */

import { Captions } from "./captions.js";
import { ChapterList } from "./chapterlist.js";
import { clock } from "./clock.js";
import { Controls, found } from "./controls.js";
import { listenToKeys } from "./keys.js";
import { askedBy } from "./links.js";
import { OwnWindow } from "./ownwindow.js";
import { playAll } from "./play-all.js";
import { Playback } from "./playback.js";
import { followReel } from "./reel.js";
import { Resume } from "./resume.js";
import { SeekBar } from "./seekbar.js";
import { measureWhatIsSeen } from "./seen.js";
import { Share } from "./share.js";
import { complete, fetchRows } from "./whole.js";
import { Words } from "./words.js";

const FRAME = 40;

const player = found(document, "#player", HTMLElement);
const video = found(player, "video", HTMLVideoElement);
const list = document.querySelector("#transcript");

takeOver(video);
const playback = new Playback(video, player.dataset);
const bar = new SeekBar(found(player, ".seek", HTMLElement), playback);
const controls = new Controls(player, playback);
const captions = new Captions(
  found(player, ".captions", HTMLElement),
  found(player, "[data-choice=captions]", HTMLSelectElement),
  list ?? document,
);
captions.letChoose(found(player, "[data-choice=captions-size]", HTMLSelectElement), "size");
captions.letChoose(found(player, "[data-choice=captions-first]", HTMLSelectElement), "first");
const ownWindow = new OwnWindow(
  found(player, "[data-act=window]", HTMLButtonElement),
  playback,
  () => captions.languages,
);

// What only the session's own page has; the player is also shown alone, in other sites' pages.
const words = list instanceof HTMLElement ? new Words(list, playback, bar) : null;
whereThere(".watch-stage", measureWhatIsSeen);
const share = whereThere("#share", (box) => new Share(box, playback));
const chapterList = whereThere("#chapters", (box) => new ChapterList(box, playback));
const resume = whereThere("#resume", (box) => {
  const checkbox = found(player, "#resume-on", HTMLInputElement);
  return new Resume(box, checkbox, playback, player.dataset.session ?? "");
});

playback.addEventListener("move", () => {
  const { position } = playback;
  bar.show();
  controls.showTime();
  captions.draw(position);
  words?.show(position);
  chapterList?.show(position);
  share?.show();
  resume?.note();
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
for (const part of document.querySelectorAll(".scripted")) {
  if (part instanceof HTMLElement) part.hidden = false;
}
listenToKeys([player, list], found(help, "#keys-on", HTMLInputElement), {
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
  KeyI: () => ownWindow.toggle(),
  KeyT: () => words?.find.focus(),
  KeyS: () => share?.copyNow(),
  ...tenths(),
});

followReel(playback);

const asked = followFragment();
addEventListener("hashchange", followFragment);
const isAsked = asked || new URLSearchParams(location.search).has("t");
if (!isAsked) resume?.offer();
// A picture is fetched at once where the address names a moment, or nothing else would be seen.
if (player.dataset.start || asked || !video.poster) playback.load();
const { whole } = (list instanceof HTMLElement ? list : player).dataset;
if (whole) takeWhole(whole);

/** Have the lines that the page was too light for. @param {string} address */
async function takeWhole(address) {
  const rows = await fetchRows(address);
  const lines = new DocumentFragment();
  if (list instanceof HTMLElement) complete(list, rows);
  else lines.append(...rows);
  words?.readAgain();
  captions.take(list ?? lines);
  captions.draw(playback.position);
}

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

/** Go to what `#t=` names, as other archives' links do. */
function followFragment() {
  const asked = askedBy(location.hash, playback.parts);
  if (!asked) return null;
  playback.follow(asked);
  const notice = document.querySelector("#outside");
  if (notice instanceof HTMLElement) {
    const { text = "" } = notice.dataset;
    notice.hidden = asked.outside === null;
    notice.textContent = text.replace("{time}", clock(asked.outside ?? 0));
  }
  return asked;
}

/**
 * @template Part
 * @param {string} selector
 * @param {(box: HTMLElement) => Part} make
 */
function whereThere(selector, make) {
  const box = document.querySelector(selector);
  return box instanceof HTMLElement ? make(box) : null;
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
