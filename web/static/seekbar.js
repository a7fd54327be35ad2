// @ts-check
/// <reference lib="dom" />
/** The bar that shows the whole cut, and nothing but the cut. */

import { clock } from "./clock.js";
import { found } from "./controls.js";

/** @typedef {import("./playback.js").Playback} Playback */
/** @typedef {{start: number, title: string}} Chapter */

const STEP = 5000;
const PAGE = 60000;
/** How near the pointer must be to a place where the recording broke off to be told of it. */
const GAP_PIXELS = 8;

export class SeekBar {
  /** @type {number | null} */
  #dragged = null;

  /**
   * @param {HTMLElement} bar
   * @param {Playback} playback
   * @param {Chapter[]} chapters By time.
   */
  constructor(bar, playback, chapters) {
    this.bar = bar;
    this.playback = playback;
    this.chapters = chapters;
    this.done = found(bar, ".seek-done", HTMLElement);
    this.loaded = found(bar, ".seek-loaded", HTMLElement);
    this.knob = found(bar, ".seek-knob", HTMLElement);
    this.hint = found(bar, ".seek-hint", HTMLElement);
    this.text = bar.dataset.text ?? "{now} / {whole}";
    this.gaps = this.#placeGaps();
    this.#drawChapters(found(bar, ".seek-chapters", HTMLElement));
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

  /** @param {HTMLElement} place */
  #drawChapters(place) {
    for (const chapter of this.chapters) {
      const tick = document.createElement("i");
      tick.style.insetInlineStart = this.#share(chapter.start);
      place.append(tick);
    }
  }

  /** Where the recording broke off, and what is told of it. */
  #placeGaps() {
    const marks = /** @type {NodeListOf<HTMLElement>} */ (this.bar.querySelectorAll("[data-gap]"));
    return [...marks].map((mark) => {
      const start = Number(mark.dataset.gap);
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
      this.#drag(event);
    });
    bar.addEventListener("pointermove", (event) => {
      this.#showHint(event);
      if (bar.hasPointerCapture(event.pointerId)) this.#drag(event);
    });
    bar.addEventListener("pointerup", () => this.#drop());
    bar.addEventListener("pointercancel", () => this.#drop());
    bar.addEventListener("pointerleave", () => {
      this.hint.hidden = true;
    });
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

  /** @param {PointerEvent} event */
  #showHint(event) {
    const position = this.#positionAt(event);
    const chapter = this.chapters.filter((one) => one.start <= position).at(-1);
    const time = clock(position - this.playback.start);
    const gap = this.gaps.find((one) => Math.abs(one.start - position) <= this.#pixels(GAP_PIXELS));
    const title = (gap ?? chapter)?.title;
    this.hint.textContent = title ? `${time} · ${title}` : time;
    this.hint.style.insetInlineStart = this.#share(position);
    this.hint.hidden = false;
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
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {PointerEvent} event */
  #positionAt(event) {
    const box = this.bar.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return this.playback.start + share * this.playback.length;
  }

  /** How long so many pixels of the bar are. @param {number} count */
  #pixels(count) {
    return (count / this.bar.getBoundingClientRect().width) * this.playback.length;
  }

  /** @param {number} position */
  #share(position) {
    return `${((position - this.playback.start) / this.playback.length) * 100}%`;
  }
}
