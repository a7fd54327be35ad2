// @ts-check
/// <reference lib="dom" />
/** A recording's small pictures: which sheet holds the one for a moment, loaded when needed. */

/**
 * @typedef {object} Filmstrip
 * @property {number} width
 * @property {number} height
 * @property {number} columns
 * @property {number} rows
 * @property {string[]} sheets
 * @property {number[]} times
 */

export class Film {
  /** @type {Filmstrip | null} */
  #strip = null;
  /** @type {Map<string, HTMLImageElement>} */
  #sheets = new Map();

  /**
   * @param {string} folder
   * @param {() => void} changed Called when there is more to draw.
   */
  constructor(folder, changed) {
    this.folder = folder;
    this.changed = changed;
  }

  async load() {
    const answer = await fetch(`${this.folder}/filmstrip.json`);
    // A recording may have been kept without small pictures.
    if (!answer.ok) return;
    this.#strip = await answer.json();
    this.changed();
  }

  /** Whether there is anything to draw; not before it is loaded. */
  get hasPictures() {
    return Boolean(this.#strip?.times.length);
  }

  /** How wide pictures of this height are. @param {number} height */
  width(height) {
    return this.#strip ? (height * this.#strip.width) / this.#strip.height : 0;
  }

  /**
   * Draw the picture that stands at `moment`.
   *
   * @param {CanvasRenderingContext2D} pen
   * @param {number} moment
   * @param {number} x
   * @param {number} height
   */
  draw(pen, moment, x, height) {
    const strip = this.#strip;
    if (!strip || !strip.times.length) return;
    const number = Math.max(0, strip.times.findLastIndex((time) => time <= moment));
    const perSheet = strip.columns * strip.rows;
    const sheet = this.#sheet(strip.sheets[Math.floor(number / perSheet)]);
    if (!sheet) return;
    const place = number % perSheet;
    const left = (place % strip.columns) * strip.width;
    const top = Math.floor(place / strip.columns) * strip.height;
    const { width, height: tall } = strip;
    pen.drawImage(sheet, left, top, width, tall, x, 0, this.width(height), height);
  }

  /** @param {string | undefined} name */
  #sheet(name) {
    if (!name) return null;
    let sheet = this.#sheets.get(name);
    if (!sheet) {
      sheet = new Image();
      sheet.addEventListener("load", this.changed);
      sheet.src = `${this.folder}/${name}`;
      this.#sheets.set(name, sheet);
    }
    return sheet.complete && sheet.naturalWidth ? sheet : null;
  }
}
