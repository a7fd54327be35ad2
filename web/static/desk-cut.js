// @ts-check
/// <reference lib="dom" />
/** The cut desk: see and hear where a session begins and ends, and set the points there. */

import { Film } from "./film.js";
import { listenToDeskKeys } from "./desk-keys.js";
import { Lane } from "./desk-lane.js";
import { read, written } from "./desk-times.js";
import { Undo } from "./desk-undo.js";
import { DeskVideo } from "./desk-video.js";

/** @typedef {import("./desk-lane.js").Point} Point */
/** @typedef {import("./desk-lane.js").Stretch} Stretch */

const AROUND = 3_000;
const CLOSE_UP = 60_000;
const SHORTEST = 1_000;
const PAGE = 10_000;
const POINTS = /** @type {const} */ (["in_point", "out_point"]);

/** @template {HTMLElement} T @param {string} id @param {new () => T} kind @returns {T} */
function part(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}

const desk = part("cut-desk", HTMLElement);
const form = part("cut-form", HTMLFormElement);
const fields = {
  in_point: part("in_point", HTMLInputElement),
  out_point: part("out_point", HTMLInputElement),
};
const media = desk.dataset.media ?? "";
const duration = Number(desk.dataset.duration);
const frame = Number(desk.dataset.frame);
/** @type {Stretch[]} */
const others = JSON.parse(desk.dataset.others ?? "[]").map(
  (/** @type {[number, number]} */ [start, end]) => ({ start, end }),
);
/** The points as they stand, also while a field holds something that is no time. */
const points = {
  in_point: read(fields.in_point.defaultValue) ?? Number(desk.dataset.start),
  out_point: read(fields.out_point.defaultValue) ?? Number(desk.dataset.end),
};

const undo = new Undo();
let peaks = new Uint8Array();
let isDrawingSoon = false;
/** The close-up stands still while a point in it is dragged. @type {Stretch | null} */
let held = null;

const video = new DeskVideo(part("video", HTMLVideoElement), duration, drawSoon);
const film = new Film(`${media}/filmstrip`, drawSoon);
const overview = new Lane(
  part("overview", HTMLCanvasElement),
  film,
  () => ({ start: 0, end: duration }),
);
const closeUp = new Lane(part("close-up", HTMLCanvasElement), film, minuteAround);

/** @returns {Stretch} */
function cut() {
  return { start: points.in_point, end: points.out_point };
}

/** @returns {Stretch} */
function minuteAround() {
  if (held) return held;
  const half = Math.min(CLOSE_UP, duration) / 2;
  const middle = Math.min(Math.max(video.position, half), duration - half);
  return { start: middle - half, end: middle + half };
}

/** Move a point, never past the other one or out of the recording. @param {Point} name @param {number} to */
function setPoint(name, to) {
  const [least, most] = name === "in_point"
    ? [0, Math.max(0, points.out_point - SHORTEST)]
    : [Math.min(duration, points.in_point + SHORTEST), duration];
  points[name] = Math.round(Math.min(Math.max(to, least), most));
  fields[name].value = written(points[name]);
  drawSoon();
}

/** Put a point somewhere, past the other one too: that one is set next. @param {Point} name @param {number} to */
function place(name, to) {
  points[name] = to;
  fields[name].value = written(to);
  drawSoon();
}

/** @param {Point} name */
function setHere(name) {
  undo.note(points);
  place(name, Math.round(video.picture));
}

/** Take another place that was proposed for a point. @param {Point} name @param {number} to */
function take(name, to) {
  undo.note(points);
  place(name, to);
  video.goTo(to);
}

/** @param {Point} name @param {number} number */
function takeOther(name, number) {
  const other = desk.querySelectorAll(`[data-point="${name}"] [data-to]`)[number];
  if (other instanceof HTMLElement) take(name, Number(other.dataset.to));
}

function takeBack() {
  const before = undo.back(points);
  if (!before) return;
  const moved = POINTS.find((name) => points[name] !== before[name]) ?? "in_point";
  for (const name of POINTS) place(name, before[name]);
  video.goTo(points[moved]);
}

/** @param {Point} name @param {number} to */
function setAndShow(name, to) {
  setPoint(name, to);
  video.goTo(points[name]);
}

/** @param {Point} name */
function playAround(name) {
  video.playBetween(points[name] - AROUND, points[name] + AROUND);
}

/** @returns {Point} */
function nearerPoint() {
  const here = video.position;
  const toIn = Math.abs(here - points.in_point);
  return toIn <= Math.abs(here - points.out_point) ? "in_point" : "out_point";
}

function drawSoon() {
  if (isDrawingSoon) return;
  isDrawingSoon = true;
  requestAnimationFrame(() => {
    isDrawingSoon = false;
    draw();
  });
}

function draw() {
  const shown = { peaks, others, cut: cut(), position: video.position };
  part("clock", HTMLElement).textContent = written(video.picture);
  overview.draw(shown);
  closeUp.draw(shown);
  part("undo", HTMLButtonElement).setAttribute("aria-disabled", String(!undo.has(points)));
  for (const handle of handles()) placeHandle(handle);
  for (const gap of desk.querySelectorAll("[data-gap]")) {
    if (gap instanceof HTMLElement) tellGap(gap);
  }
  const length = part("length", HTMLElement);
  const lasts = written(points.out_point - points.in_point);
  length.textContent = (length.dataset.text ?? "").replace("{time}", lasts);
}

/** @param {HTMLElement} handle */
function placeHandle(handle) {
  const at = points[nameOf(handle)];
  handle.style.left = `${(Math.min(at, duration) / duration) * 100}%`;
  handle.setAttribute("aria-valuenow", String(at));
  handle.setAttribute("aria-valuetext", written(at));
}

/** @param {HTMLElement} gap */
function tellGap(gap) {
  const point = Number(gap.dataset.point);
  const wide = gap.dataset.gap === "in_point" ? points.in_point - point : point - points.out_point;
  const { between = "", overlap = "", none = "" } = gap.dataset;
  const text = wide === 0 ? none : wide > 0 ? between : overlap;
  gap.textContent = text.replace("{time}", written(Math.abs(wide)));
  gap.classList.toggle("is-overlap", wide < 0);
}

/** @returns {HTMLElement[]} */
function handles() {
  return [...desk.querySelectorAll("[data-handle]")].filter((one) => one instanceof HTMLElement);
}

/** @param {HTMLElement} handle @returns {Point} */
function nameOf(handle) {
  return handle.dataset.handle === "out_point" ? "out_point" : "in_point";
}

/** Keys of a slider (WAI-ARIA): a picture, ten seconds, the ends. @param {HTMLElement} handle */
function makeSlider(handle) {
  const name = nameOf(handle);
  /** @type {Record<string, () => number>} */
  const moves = {
    ArrowLeft: () => points[name] - frame,
    ArrowDown: () => points[name] - frame,
    ArrowRight: () => points[name] + frame,
    ArrowUp: () => points[name] + frame,
    PageDown: () => points[name] - PAGE,
    PageUp: () => points[name] + PAGE,
    Home: () => 0,
    End: () => duration,
  };
  handle.addEventListener("keydown", (event) => {
    const move = moves[event.code];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    undo.note(points);
    setAndShow(name, move());
  });
  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    handle.setPointerCapture(event.pointerId);
    undo.note(points);
    drag(handle, (moved) => setAndShow(name, overview.moment(moved, overview.stretch())));
  });
}

/**
 * @param {HTMLElement} element Which holds the pointer until it is let go.
 * @param {(event: PointerEvent) => void} move
 */
function drag(element, move) {
  const end = new AbortController();
  element.addEventListener("pointermove", move, { signal: end.signal });
  for (const name of ["pointerup", "pointercancel"]) {
    element.addEventListener(name, () => {
      held = null;
      end.abort();
      drawSoon();
    }, { signal: end.signal });
  }
}

/** Go where the pointer is; take a point along that lies there. @param {Lane} lane */
function followPointer(lane) {
  lane.canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const stretch = lane.stretch();
    const point = lane === closeUp ? lane.pointAt(event, cut()) : null;
    if (lane === closeUp) held = stretch;
    if (point) undo.note(points);
    const move = (/** @type {PointerEvent} */ moved) => {
      const moment = lane.moment(moved, stretch);
      if (point) setAndShow(point, moment);
      else video.goTo(moment);
    };
    lane.canvas.setPointerCapture(event.pointerId);
    if (!point) move(event);
    drag(lane.canvas, move);
  });
}

/** @param {Point} name @param {number} by */
function nudgePoint(name, by) {
  undo.note(points);
  setAndShow(name, points[name] + by);
}

/** @param {Point} name @param {HTMLButtonElement} button */
function press(name, button) {
  const { nudge, to } = button.dataset;
  if (to) take(name, Number(to));
  else if (nudge) nudgePoint(name, Number(nudge));
  else if (button.dataset.do === "set") setHere(name);
  else if (button.dataset.do === "show") video.goTo(points[name]);
  else if (button.dataset.do === "hear") playAround(name);
}

function listenToForm() {
  for (const name of POINTS) {
    fields[name].addEventListener("focus", () => undo.note(points));
    fields[name].addEventListener("input", () => {
      points[name] = read(fields[name].value) ?? points[name];
      drawSoon();
    });
    fields[name].addEventListener("change", () => video.goTo(points[name]));
    for (const button of desk.querySelectorAll(`[data-point="${name}"] button`)) {
      if (button instanceof HTMLButtonElement) {
        button.addEventListener("click", (event) => {
          event.preventDefault();
          press(name, button);
        });
      }
    }
  }
  part("undo", HTMLButtonElement).addEventListener("click", takeBack);
  let isSaving = false;
  form.addEventListener("submit", () => isSaving = true);
  globalThis.addEventListener("beforeunload", (event) => {
    const isChanged = POINTS.some((name) => fields[name].value !== fields[name].defaultValue);
    if (isChanged && !isSaving) event.preventDefault();
  });
}

function listenToKeys() {
  listenToDeskKeys(part("keys-on", HTMLInputElement), {
    KeyI: () => setHere("in_point"),
    KeyO: () => setHere("out_point"),
    "Shift+KeyI": () => video.goTo(points.in_point),
    "Shift+KeyO": () => video.goTo(points.out_point),
    Space: () => video.toggle(),
    KeyK: () => video.toggle(),
    KeyJ: () => video.goTo(video.picture - 10_000),
    KeyL: () => video.goTo(video.picture + 10_000),
    ArrowLeft: () => video.goTo(video.picture - 1_000),
    ArrowRight: () => video.goTo(video.picture + 1_000),
    "Shift+ArrowLeft": () => video.goTo(video.picture - 5_000),
    "Shift+ArrowRight": () => video.goTo(video.picture + 5_000),
    Comma: () => video.step(-1, frame),
    Period: () => video.step(1, frame),
    ...Object.fromEntries([1, 2, 3].flatMap((number) => [
      [`Digit${number}`, () => takeOther("in_point", number - 1)],
      [`Shift+Digit${number}`, () => takeOther("out_point", number - 1)],
    ])),
    KeyZ: takeBack,
    KeyP: () => playAround(nearerPoint()),
    Enter: () => form.requestSubmit(form.querySelector("button[name=then]")),
  });
}

async function loadPeaks() {
  const answer = await fetch(`${media}/waveform.bin`);
  if (!answer.ok) return;
  peaks = new Uint8Array(await answer.arrayBuffer());
  drawSoon();
}

function start() {
  for (const hidden of desk.querySelectorAll("[hidden]:not([role=alert])")) {
    hidden.removeAttribute("hidden");
  }
  part("keys", HTMLDetailsElement).hidden = false;
  const first = desk.dataset.first === "out_point" ? points.out_point : points.in_point;
  video.load(`${media}/playlist.m3u8`, desk.dataset.hls ?? "", first, () => {
    part("failed", HTMLElement).hidden = false;
  });
  listenToForm();
  listenToKeys();
  for (const lane of [overview, closeUp]) followPointer(lane);
  for (const handle of handles()) makeSlider(handle);
  globalThis.addEventListener("resize", drawSoon);
  draw();
  for (const loading of [loadPeaks(), film.load()]) {
    loading.catch((reason) => console.warn(reason));
  }
}

start();
