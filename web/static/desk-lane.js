// @ts-check
/// <reference lib="dom" />
/** A lane under the video: small pictures, the sound, the sessions, and where the points lie. */

/** @typedef {import("./film.js").Film} Film */
/** @typedef {"in_point" | "out_point"} Point */
/** @typedef {{start: number, end: number}} Stretch Of the recording, in milliseconds. */

/**
 * @typedef {object} Shown What every lane draws.
 * @property {Uint8Array} peaks The loudest sound of every tenth of a second.
 * @property {Stretch} cut
 * @property {Stretch[]} others Cuts of the other sessions.
 * @property {number} position
 */

const PEAK_MS = 100;
const GRIP_PIXELS = 12;
const BAND_PIXELS = 6;

export class Lane {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Film} film
   * @param {() => Stretch} stretch What of the recording it shows now.
   */
  constructor(canvas, film, stretch) {
    this.canvas = canvas;
    this.film = film;
    this.stretch = stretch;
  }

  /** The moment under the pointer. @param {PointerEvent} event @param {Stretch} stretch */
  moment(event, stretch) {
    const box = this.canvas.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return stretch.start + Math.min(Math.max(share, 0), 1) * (stretch.end - stretch.start);
  }

  /**
   * The point that lies under the pointer, the nearer one where both do.
   *
   * @param {PointerEvent} event
   * @param {Stretch} cut
   * @returns {Point | null}
   */
  pointAt(event, cut) {
    const stretch = this.stretch();
    const pixel = (stretch.end - stretch.start) / this.canvas.clientWidth;
    const here = this.moment(event, stretch);
    const far = { in_point: Math.abs(here - cut.start), out_point: Math.abs(here - cut.end) };
    const nearer = far.in_point <= far.out_point ? "in_point" : "out_point";
    return far[nearer] <= GRIP_PIXELS * pixel ? nearer : null;
  }

  /** @param {Shown} shown */
  draw(shown) {
    const scale = globalThis.devicePixelRatio || 1;
    const { canvas } = this;
    canvas.width = Math.round(canvas.clientWidth * scale);
    canvas.height = Math.round(canvas.clientHeight * scale);
    const pen = canvas.getContext("2d");
    if (!pen) return;
    const colours = getComputedStyle(canvas);
    const colour = (/** @type {string} */ name) => colours.getPropertyValue(name);
    const film = Math.round(canvas.height * 0.45);
    const sound = { top: film, bottom: canvas.height - BAND_PIXELS * scale };
    this.#drawCut(pen, shown.cut, colour("--accent-soft"));
    this.#drawFilm(pen, film);
    this.#shadeOutside(pen, shown.cut, film, colour("--surface"));
    this.#drawSound(pen, shown.peaks, sound, colour("--quiet"));
    this.#drawBands(pen, shown, sound.bottom, colour);
    for (const edge of [shown.cut.start, shown.cut.end]) {
      this.#drawLine(pen, edge, 3 * scale, colour("--accent"));
    }
    this.#drawLine(pen, shown.position, 2 * scale, colour("--bad"));
  }

  /** @param {number} moment */
  #x(moment) {
    const { start, end } = this.stretch();
    return ((moment - start) / (end - start)) * this.canvas.width;
  }

  /** @param {CanvasRenderingContext2D} pen @param {Stretch} cut @param {string} colour */
  #drawCut(pen, cut, colour) {
    pen.fillStyle = colour;
    pen.fillRect(this.#x(cut.start), 0, this.#x(cut.end) - this.#x(cut.start), this.canvas.height);
  }

  /** @param {CanvasRenderingContext2D} pen @param {number} tall */
  #drawFilm(pen, tall) {
    const wide = this.film.width(tall);
    if (!wide) return;
    const { start, end } = this.stretch();
    const length = ((end - start) * wide) / this.canvas.width;
    // Pictures stand at lasting places, so that they glide with the lane and do not flicker.
    for (let slot = Math.floor(start / length) * length; slot < end; slot += length) {
      this.film.draw(pen, Math.max(0, slot), this.#x(slot), tall);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Stretch} cut
   * @param {number} tall
   * @param {string} colour
   */
  #shadeOutside(pen, cut, tall, colour) {
    pen.save();
    pen.globalAlpha = 0.6;
    pen.fillStyle = colour;
    const { width } = this.canvas;
    pen.fillRect(0, 0, Math.min(Math.max(this.#x(cut.start), 0), width), tall);
    const after = Math.min(Math.max(this.#x(cut.end), 0), width);
    pen.fillRect(after, 0, width - after, tall);
    pen.restore();
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Uint8Array} peaks
   * @param {{top: number, bottom: number}} box
   * @param {string} colour
   */
  #drawSound(pen, peaks, box, colour) {
    const { start, end } = this.stretch();
    const perPixel = (end - start) / PEAK_MS / this.canvas.width;
    const middle = (box.top + box.bottom) / 2;
    pen.fillStyle = colour;
    for (let x = 0; x < this.canvas.width; x++) {
      const first = Math.floor(start / PEAK_MS + x * perPixel);
      let loudest = 0;
      for (let n = first; n < Math.max(first + 1, first + perPixel); n++) {
        loudest = Math.max(loudest, peaks[n] ?? 0);
      }
      const tall = (loudest / 255) * (box.bottom - box.top) * 0.9;
      pen.fillRect(x, middle - tall / 2, 1, tall);
    }
  }

  /**
   * Which session holds what, and where two of them do.
   *
   * @param {CanvasRenderingContext2D} pen
   * @param {Shown} shown
   * @param {number} top
   * @param {(name: string) => string} colour
   */
  #drawBands(pen, { cut, others }, top, colour) {
    const band = (/** @type {Stretch} */ { start, end }, /** @type {string} */ name) => {
      pen.fillStyle = colour(name);
      const left = this.#x(start) + 1;
      pen.fillRect(left, top, Math.max(1, this.#x(end) - left - 1), this.canvas.height - top);
    };
    for (const other of others) band(other, "--edge");
    band(cut, "--accent");
    for (const other of others) {
      const start = Math.max(other.start, cut.start);
      const end = Math.min(other.end, cut.end);
      if (start < end) band({ start, end }, "--bad");
    }
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number} moment
   * @param {number} width
   * @param {string} colour
   */
  #drawLine(pen, moment, width, colour) {
    pen.fillStyle = colour;
    pen.fillRect(this.#x(moment) - width / 2, 0, width, this.canvas.height);
  }
}
