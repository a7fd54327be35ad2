/** The cut desk: hear and see where a session begins and ends, and set the points there. */

/** @typedef {{start: number, end: number}} Window */

const AROUND_SECONDS = 3;
const CLOSE_UP_SECONDS = 60;
const PEAKS_A_SECOND = 10;
const FRAME_SECONDS = 1 / 30;

/** @template {HTMLElement} T @param {string} id @param {new () => T} kind @returns {T} */
function part(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}

const desk = part("cut-desk", HTMLElement);
const video = part("video", HTMLVideoElement);
const form = part("cut-form", HTMLFormElement);
const fields = {
  in_point: part("in_point", HTMLInputElement),
  out_point: part("out_point", HTMLInputElement),
};
const clock = part("clock", HTMLElement);
const keysOn = part("keys-on", HTMLInputElement);
const duration = Number(desk.dataset.duration) / 1000;

/** @type {{peaks: Uint8Array, stopAt: number | null}} */
const state = { peaks: new Uint8Array(), stopAt: null };

/** @param {number} seconds */
function written(seconds) {
  const ms = Math.max(0, Math.round(seconds * 1000));
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const whole = Math.floor(ms / 1000);
  const clockText = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return `${clockText.map(two).join(":")}.${String(ms % 1000).padStart(3, "0")}`;
}

/** @param {string} text @returns {number | null} */
function read(text) {
  const match = /^\s*(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d+(?:[.,]\d+)?)\s*$/.exec(text);
  if (!match) return null;
  const [, hours = "0", minutes = "0", seconds = "0"] = match;
  return (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds.replace(",", "."));
}

/** @returns {Window} */
function cut() {
  return { start: read(fields.in_point.value) ?? 0, end: read(fields.out_point.value) ?? duration };
}

/** @param {number} seconds */
function goTo(seconds) {
  state.stopAt = null;
  video.currentTime = Math.min(Math.max(seconds, 0), duration);
}

/** @param {"in_point" | "out_point"} name @param {number} seconds */
function setPoint(name, seconds) {
  fields[name].value = written(Math.min(Math.max(seconds, 0), duration));
  draw();
}

/** @param {"in_point" | "out_point"} name */
function playAround(name) {
  const point = read(fields[name].value) ?? 0;
  goTo(point - AROUND_SECONDS);
  state.stopAt = point + AROUND_SECONDS;
  play();
}

function play() {
  // A browser may refuse to start; its own control then does.
  video.play().catch((reason) => console.warn(reason));
}

/** @returns {"in_point" | "out_point"} */
function nearerPoint() {
  const { start, end } = cut();
  const here = video.currentTime;
  return Math.abs(here - start) <= Math.abs(here - end) ? "in_point" : "out_point";
}

/** @param {HTMLCanvasElement} canvas @param {Window} shown */
function drawLane(canvas, shown) {
  const scale = globalThis.devicePixelRatio || 1;
  canvas.width = Math.round(canvas.clientWidth * scale);
  canvas.height = Math.round(canvas.clientHeight * scale);
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const colours = getComputedStyle(desk);
  const colour = (/** @type {string} */ name) => colours.getPropertyValue(name);
  const at = (/** @type {number} */ seconds) =>
    ((seconds - shown.start) / (shown.end - shown.start)) * canvas.width;
  const tall = canvas.height;
  pen.clearRect(0, 0, canvas.width, tall);
  const { start, end } = cut();
  pen.fillStyle = colour("--accent-soft");
  pen.fillRect(at(start), 0, at(end) - at(start), tall);
  drawPeaks(pen, canvas, shown, colour("--quiet"));
  for (const edge of [start, end]) drawLine(pen, at(edge), tall, colour("--accent"), 2 * scale);
  drawLine(pen, at(video.currentTime), tall, colour("--bad"), 2 * scale);
}

/**
 * @param {CanvasRenderingContext2D} pen @param {HTMLCanvasElement} canvas
 * @param {Window} shown @param {string} colour
 */
function drawPeaks(pen, canvas, shown, colour) {
  pen.fillStyle = colour;
  const perPixel = ((shown.end - shown.start) * PEAKS_A_SECOND) / canvas.width;
  for (let x = 0; x < canvas.width; x++) {
    const first = Math.floor(shown.start * PEAKS_A_SECOND + x * perPixel);
    let loudest = 0;
    for (let n = first; n < Math.max(first + 1, first + perPixel); n++) {
      loudest = Math.max(loudest, state.peaks[n] ?? 0);
    }
    const tall = (loudest / 255) * canvas.height * 0.92;
    pen.fillRect(x, (canvas.height - tall) / 2, 1, tall);
  }
}

/**
 * @param {CanvasRenderingContext2D} pen @param {number} x @param {number} tall
 * @param {string} colour @param {number} width
 */
function drawLine(pen, x, tall, colour, width) {
  pen.fillStyle = colour;
  pen.fillRect(x - width / 2, 0, width, tall);
}

/** @returns {Window} */
function closeUp() {
  const half = CLOSE_UP_SECONDS / 2;
  const middle = Math.min(Math.max(video.currentTime, half), Math.max(duration - half, half));
  return { start: middle - half, end: middle + half };
}

function draw() {
  clock.textContent = written(video.currentTime);
  drawLane(part("overview", HTMLCanvasElement), { start: 0, end: duration });
  drawLane(part("close-up", HTMLCanvasElement), closeUp());
}

/** @param {string} id @param {() => Window} shown */
function seekByClick(id, shown) {
  const canvas = part(id, HTMLCanvasElement);
  canvas.addEventListener("click", (event) => {
    const { start, end } = shown();
    goTo(start + (event.offsetX / canvas.clientWidth) * (end - start));
  });
}

/** @param {"in_point" | "out_point"} name @param {HTMLButtonElement} button */
function press(name, button) {
  const { nudge } = button.dataset;
  if (nudge) {
    setPoint(name, (read(fields[name].value) ?? 0) + Number(nudge) / 1000);
    goTo(read(fields[name].value) ?? 0);
  } else if (button.dataset.do === "set") setPoint(name, video.currentTime);
  else if (button.dataset.do === "show") goTo(read(fields[name].value) ?? 0);
  else if (button.dataset.do === "hear") playAround(name);
}

function pauseOrPlay() {
  state.stopAt = null;
  if (video.paused) play();
  else video.pause();
}

/** Keys by their place on the board, so that they work under the Hangul layout too.
 * @type {Record<string, (event: KeyboardEvent) => void>} */
const keys = {
  KeyI: (event) => event.shiftKey ? goTo(cut().start) : setPoint("in_point", video.currentTime),
  KeyO: (event) => event.shiftKey ? goTo(cut().end) : setPoint("out_point", video.currentTime),
  Space: pauseOrPlay,
  KeyK: pauseOrPlay,
  KeyJ: () => goTo(video.currentTime - 10),
  KeyL: () => goTo(video.currentTime + 10),
  ArrowLeft: (event) => goTo(video.currentTime - (event.shiftKey ? 5 : 1)),
  ArrowRight: (event) => goTo(video.currentTime + (event.shiftKey ? 5 : 1)),
  Comma: () => goTo(video.currentTime - FRAME_SECONDS),
  Period: () => goTo(video.currentTime + FRAME_SECONDS),
  KeyP: () => playAround(nearerPoint()),
};

/** @param {KeyboardEvent} event */
function onKey(event) {
  const target = event.target instanceof Element ? event.target : null;
  const isTyping = target?.closest("input, textarea, select, button, summary, a, video");
  if (!keysOn.checked || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (isTyping || !keys[event.code]) return;
  event.preventDefault();
  keys[event.code](event);
}

async function load() {
  const playlist = desk.dataset.playlist ?? "";
  const { default: Hls } = await import(desk.dataset.hls ?? "");
  if (!Hls.isSupported()) return;
  const start = cut().start;
  const player = new Hls({ startPosition: start, maxFragLookUpTolerance: 0 });
  player.loadSource(playlist);
  player.attachMedia(video);
}

async function loadPeaks() {
  const answer = await fetch(desk.dataset.waveform ?? "");
  if (!answer.ok) return;
  state.peaks = new Uint8Array(await answer.arrayBuffer());
  draw();
}

function start() {
  for (const hidden of desk.querySelectorAll("[hidden]")) hidden.removeAttribute("hidden");
  for (const name of /** @type {const} */ (["in_point", "out_point"])) {
    fields[name].addEventListener("input", draw);
    for (const button of desk.querySelectorAll(`[data-point="${name}"] button`)) {
      if (button instanceof HTMLButtonElement) {
        button.addEventListener("click", () => press(name, button));
      }
    }
  }
  seekByClick("overview", () => ({ start: 0, end: duration }));
  seekByClick("close-up", closeUp);
  video.addEventListener("timeupdate", () => {
    if (state.stopAt !== null && video.currentTime >= state.stopAt) {
      state.stopAt = null;
      video.pause();
    }
    draw();
  });
  video.addEventListener("seeked", draw);
  globalThis.addEventListener("resize", draw);
  document.addEventListener("keydown", onKey);
  form.addEventListener("submit", () => video.pause());
  draw();
}

start();
loadPeaks().catch((reason) => console.warn(reason));
load().catch((reason) => console.warn(reason));
