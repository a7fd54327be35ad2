// @ts-check
/// <reference lib="dom" />
/** The whole recording as the desk plays it; every time here is recording time, in milliseconds. */

import { attach } from "./source.js";

/** A picture that begins at a point may begin a rounded fraction of a millisecond later. */
const INTO_PICTURE = 1;
/** No picture stands this long. */
const FAR = 1_000;

export class DeskVideo {
  /** Recording time of the media's second 0; exact as soon as the first piece is loaded. */
  #origin = 0;
  /** Where to be as soon as there is a picture. */
  #wanted = /** @type {number | null} */ (null);
  /** Where the picture on the screen begins: what was asked for until the browser tells. */
  #shown = /** @type {number | null} */ (null);
  #stopAt = /** @type {number | null} */ (null);

  /**
   * @param {HTMLVideoElement} video
   * @param {number} duration
   * @param {() => void} moved Called whenever the position or the picture changed.
   */
  constructor(video, duration, moved) {
    this.video = video;
    this.duration = duration;
    this.moved = moved;
    video.addEventListener("loadedmetadata", () => this.#takeUp());
    video.addEventListener("seeking", () => this.#forgetFarPicture());
    for (const name of ["seeking", "seeked", "timeupdate"]) {
      video.addEventListener(name, () => this.moved());
    }
    video.addEventListener("play", () => {
      this.#shown = null;
      this.#watch();
    });
    this.#followPictures();
  }

  /**
   * @param {string} playlist
   * @param {string} hlsModule
   * @param {number} start
   * @param {() => void} failed
   */
  load(playlist, hlsModule, start, failed) {
    this.#wanted = start;
    attach(this.video, { own: playlist, any: playlist }, hlsModule, start / 1000, {
      began: (origin) => {
        this.#origin = origin;
        this.#takeUp();
      },
      failed,
    }).catch(failed);
  }

  /** Where we are, or are about to be. */
  get position() {
    return this.#wanted ?? this.video.currentTime * 1000 + this.#origin;
  }

  /** Where the picture one sees begins: what "here" means while the video stands still. */
  get picture() {
    return this.video.paused ? this.#shown ?? this.position : this.position;
  }

  /** @param {number} position */
  goTo(position) {
    this.#stopAt = null;
    this.#wanted = Math.min(Math.max(position, 0), this.duration);
    this.#shown = this.#wanted;
    this.#takeUp();
    this.moved();
  }

  /** @param {number} count Pictures to go on, or back when negative. @param {number} frame */
  step(count, frame) {
    this.video.pause();
    const picture = this.picture + count * frame;
    // The middle of a picture is the one place where no rounding shows its neighbour.
    this.goTo(picture + frame / 2 - INTO_PICTURE);
    this.#shown = Math.max(0, picture);
  }

  toggle() {
    this.#stopAt = null;
    if (this.video.paused) this.#play();
    else this.video.pause();
  }

  /** @param {number} start @param {number} end */
  playBetween(start, end) {
    this.goTo(start);
    this.#stopAt = Math.min(end, this.duration);
    this.#play();
  }

  #play() {
    // A browser may refuse to start; its own control then does.
    this.video.play().catch((reason) => console.warn(reason));
  }

  #takeUp() {
    if (this.#wanted === null || this.video.readyState === 0) return;
    const seconds = (this.#wanted + INTO_PICTURE - this.#origin) / 1000;
    this.#wanted = null;
    this.video.currentTime = Math.max(0, seconds);
  }

  /** A timer of the browser is too slow to stop at a point; each drawing is looked at. */
  #watch() {
    if (this.video.paused) return;
    if (this.#stopAt !== null && this.#wanted === null && this.position >= this.#stopAt) {
      this.#stopAt = null;
      this.video.pause();
    }
    this.moved();
    requestAnimationFrame(() => this.#watch());
  }

  /** The video's own controls may have taken us elsewhere. */
  #forgetFarPicture() {
    if (this.#shown !== null && Math.abs(this.position - this.#shown) > FAR) this.#shown = null;
  }

  #followPictures() {
    if (!("requestVideoFrameCallback" in this.video)) return;
    this.video.requestVideoFrameCallback((_now, about) => {
      // A picture on the way to where we are going tells nothing of there.
      if (!this.video.seeking) this.#shown = about.mediaTime * 1000 + this.#origin;
      this.moved();
      this.#followPictures();
    });
  }
}
