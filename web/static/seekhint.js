// @ts-check
/// <reference lib="dom" />
/** What lies where one points at the bar: its picture, its time, its chapter. */

import { clock } from "./clock.js";
import { found } from "./controls.js";
import { Film } from "./film.js";

/** @typedef {import("./playback.js").Part} Part */
/** @typedef {{start: number, title: string}} Named */

/** How near one must point to a place where the recording broke off to be told of it. */
const GAP_PIXELS = 8;
/** How long it stays when no pointer holds it there. */
const SHOWN_FOR = 2500;

export class SeekHint {
  /** @type {Map<Part, Film>} */
  #films = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #leaving;
  #position = 0;

  /**
   * @param {HTMLElement} bar
   * @param {Part[]} parts
   * @param {Named[]} chapters By time.
   * @param {Named[]} gaps
   */
  constructor(bar, parts, chapters, gaps) {
    this.bar = bar;
    this.parts = parts;
    this.chapters = chapters;
    this.gaps = gaps;
    this.length = parts.reduce((sum, part) => sum + part.length, 0);
    this.box = found(bar, ".seek-hint", HTMLElement);
    this.text = found(bar, ".seek-text", HTMLElement);
    this.picture = found(bar, ".seek-film", HTMLCanvasElement);
  }

  /** @param {number} position */
  show(position) {
    clearTimeout(this.#leaving);
    this.#position = position;
    const title = this.#titleAt(position);
    this.text.textContent = title ? `${clock(position)} · ${title}` : clock(position);
    this.box.hidden = false;
    this.#draw();
    this.#place();
  }

  /** For a while, as after a key. @param {number} position */
  showBriefly(position) {
    this.show(position);
    this.#leaving = setTimeout(() => this.hide(), SHOWN_FOR);
  }

  hide() {
    clearTimeout(this.#leaving);
    this.box.hidden = true;
  }

  /** Above the moment, but never beyond the bar's ends. */
  #place() {
    const [width, half] = [this.bar.clientWidth, this.box.offsetWidth / 2];
    const middle = (this.#position / this.length) * width;
    this.box.style.insetInlineStart = `${Math.min(Math.max(middle, half), width - half)}px`;
  }

  #draw() {
    const part = this.parts.findLast((one) => one.start <= this.#position);
    const film = part && this.#filmOf(part);
    const pen = this.picture.getContext("2d");
    this.picture.hidden = !film?.hasPictures;
    if (!part || !film?.hasPictures || !pen) return;
    const { width, height } = this.picture;
    pen.clearRect(0, 0, width, height);
    film.draw(pen, part.from + this.#position - part.start, 0, height);
  }

  /** Fetched when it is first pointed at. @param {Part} part */
  #filmOf(part) {
    if (!part.film) return null;
    let film = this.#films.get(part);
    if (!film) {
      film = new Film(part.film, () => {
        if (this.box.hidden) return;
        this.#draw();
        this.#place();
      });
      this.#films.set(part, film);
      film.load().catch(() => {
        // The network is away: the time alone is shown.
      });
    }
    return film;
  }

  /** @param {number} position */
  #titleAt(position) {
    const near = (GAP_PIXELS / this.bar.clientWidth) * this.length;
    const gap = this.gaps.find((one) => Math.abs(one.start - position) <= near);
    return (gap ?? this.chapters.findLast((one) => one.start <= position))?.title;
  }
}
