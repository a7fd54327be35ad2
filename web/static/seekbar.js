// @ts-check
/// <reference lib="dom" />
/** The bar that shows the whole cut, and nothing but the cut. */

import { clock } from "./clock.js";
import { found } from "./controls.js";
import { SeekHint } from "./seekhint.js";

/** @typedef {import("./playback.js").Playback} Playback */
/** @typedef {{start: number, title: string}} Named */

const STEP = 5000;
const PAGE = 60000;
/** So many hits can be told apart on the bar. */
const MOST_MARKS = 400;

export class SeekBar {
  /** @type {number | null} */
  #dragged = null;

  /**
   * @param {HTMLElement} bar
   * @param {Playback} playback
   */
  constructor(bar, playback) {
    this.bar = bar;
    this.playback = playback;
    this.chapters = this.#place("chapter");
    this.done = found(bar, ".seek-done", HTMLElement);
    this.loaded = found(bar, ".seek-loaded", HTMLElement);
    this.knob = found(bar, ".seek-knob", HTMLElement);
    this.hits = found(bar, ".seek-hits", HTMLElement);
    this.text = bar.dataset.text ?? "{now} / {whole}";
    this.hint = new SeekHint(bar, playback.parts, this.chapters, this.#place("gap"));
    this.#listen();
    this.show();
  }

  show() {
    const { playback } = this;
    const position = this.#dragged ?? playback.position;
    const share = this.#share(position);
    this.done.style.width = share;
    this.knob.style.insetInlineStart = share;
    this.loaded.style.width = this.#share(playback.loaded);
    const seconds = Math.floor((position - playback.start) / 1000);
    if (this.bar.ariaValueNow === String(seconds) && this.bar.ariaValueText) return;
    this.bar.ariaValueNow = String(seconds);
    this.bar.ariaValueText = this.text
      .replace("{now}", clock(position - playback.start))
      .replace("{whole}", clock(playback.length));
  }

  /** @param {1 | -1} direction */
  toChapter(direction) {
    const now = this.playback.position;
    const starts = [this.playback.start, ...this.chapters.map((chapter) => chapter.start)];
    const goal = direction > 0
      ? starts.find((start) => start > now + 500)
      : starts.filter((start) => start < now - 2000).at(-1);
    if (goal !== undefined) this.playback.seek(goal);
  }

  /** Mark where something was found. @param {number[]} starts */
  showHits(starts) {
    const step = this.playback.length / MOST_MARKS;
    const places = new Set(starts.map((start) => Math.floor(start / step)));
    this.hits.replaceChildren(...[...places].map((place) => {
      const tick = document.createElement("i");
      tick.style.insetInlineStart = this.#share((place + 0.5) * step);
      return tick;
    }));
  }

  /**
   * Put the server's marks where they belong: where the recording broke off, where chapters begin.
   *
   * @param {"gap" | "chapter"} kind
   * @returns {Named[]} By time.
   */
  #place(kind) {
    const marks = this.bar.querySelectorAll(`[data-${kind}]`);
    return /** @type {HTMLElement[]} */ ([...marks]).map((mark) => {
      const start = Number(mark.dataset[kind]);
      mark.style.insetInlineStart = this.#share(start);
      return { start, title: mark.dataset.title ?? "" };
    });
  }

  #listen() {
    const { bar } = this;
    bar.addEventListener("keydown", (event) => this.#key(event));
    bar.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      bar.setPointerCapture(event.pointerId);
      this.hint.show(this.#positionAt(event));
      this.#drag(event);
    });
    bar.addEventListener("pointermove", (event) => {
      this.hint.show(this.#positionAt(event));
      if (bar.hasPointerCapture(event.pointerId)) this.#drag(event);
    });
    bar.addEventListener("pointerup", () => this.#drop());
    bar.addEventListener("pointercancel", () => this.#drop());
    for (const name of ["pointerleave", "blur"]) {
      bar.addEventListener(name, () => this.hint.hide());
    }
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    this.#dragged = this.#positionAt(event);
    this.show();
  }

  #drop() {
    if (this.#dragged !== null) this.playback.seek(this.#dragged);
    this.#dragged = null;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { playback } = this;
    /** @type {Record<string, () => void>} */
    const does = {
      ArrowLeft: () => playback.skip(-STEP),
      ArrowDown: () => playback.skip(-STEP),
      ArrowRight: () => playback.skip(STEP),
      ArrowUp: () => playback.skip(STEP),
      PageDown: () => playback.skip(-PAGE),
      PageUp: () => playback.skip(PAGE),
      Home: () => playback.seek(playback.start),
      End: () => playback.seek(playback.end),
    };
    const act = does[event.code];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    act();
    this.hint.showBriefly(playback.position);
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {PointerEvent} event */
  #positionAt(event) {
    const box = this.bar.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return this.playback.start + share * this.playback.length;
  }

  /** @param {number} position */
  #share(position) {
    return `${((position - this.playback.start) / this.playback.length) * 100}%`;
  }
}
