// @ts-check
/// <reference lib="dom" />
/** The video seen through the cut; every time here is recording time, in milliseconds. */

import { attach } from "./source.js";

/** A picture that begins at a cut's point may begin a rounded fraction of a millisecond later. */
const INTO_PICTURE = 1;
/** How far before the out point the last picture is looked for: inside it, at 60 a second too. */
const BEFORE_END = 8;

/**
 * Says `move` when the position changes, `state` when it plays or pauses, `failed` when it can't.
 */
export class Playback extends EventTarget {
  /** Recording time of the media's second 0, once that is known exactly. */
  #origin = 0;
  /** Where to be as soon as there is a picture; nothing when that is done. */
  #wanted = /** @type {number | null} */ (null);
  #isAttached = false;

  /**
   * @param {HTMLVideoElement} video
   * @param {DOMStringMap} told The player's data attributes.
   */
  constructor(video, told) {
    super();
    this.video = video;
    this.playlists = { own: told.playlist ?? "", any: told.native ?? "" };
    this.hlsModule = told.hls ?? "";
    this.start = Number(told.in);
    this.end = Number(told.out);
    /** Where a link such as `?t=10,20` asks to stop; only the first time. */
    this.until = told.until ? Number(told.until) : null;
    this.#origin = Number(told.snapped);
    this.#wanted = told.start ? Number(told.start) : this.start;
    this.#listen();
  }

  /** @returns {number} */
  get length() {
    return this.end - this.start;
  }

  /** @returns {number} */
  get position() {
    return this.#clamped(this.#wanted ?? this.#now());
  }

  /** @returns {boolean} */
  get isPlaying() {
    return !this.video.paused;
  }

  /** Begin to load; does nothing the second time. */
  load() {
    if (this.#isAttached) return;
    this.#isAttached = true;
    const seconds = (this.position - this.#origin + INTO_PICTURE) / 1000;
    attach(this.video, this.playlists, this.hlsModule, seconds, {
      began: (origin) => {
        this.#origin = origin;
        this.#takeUp();
      },
      failed: () => this.#fail(),
    }).catch(() => this.#fail());
  }

  toggle() {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  play() {
    this.load();
    if (this.position >= this.end - 2 * BEFORE_END) this.seek(this.start);
    this.video.play().catch(() => {
      // Refused until the viewer presses something, or paused before it began: nothing is lost.
    });
  }

  pause() {
    this.video.pause();
  }

  /** @param {number} position */
  seek(position) {
    if (position !== this.until) this.until = null;
    this.load();
    this.#wanted = this.#clamped(position);
    this.#takeUp();
    this.#say("move");
  }

  /** @param {number} milliseconds Back when negative. */
  skip(milliseconds) {
    this.seek(this.position + milliseconds);
  }

  /** How far it is loaded without a gap, from where it is now. */
  get loaded() {
    const { buffered, currentTime } = this.video;
    for (let number = 0; number < buffered.length; number++) {
      if (buffered.start(number) <= currentTime + 0.1 && buffered.end(number) >= currentTime) {
        return this.#clamped(buffered.end(number) * 1000 + this.#origin);
      }
    }
    return this.position;
  }

  #listen() {
    const { video } = this;
    video.addEventListener("loadedmetadata", () => this.#takeUp());
    video.addEventListener("seeking", () => this.#stayInside());
    video.addEventListener("progress", () => this.#say("move"));
    for (const name of ["seeked", "timeupdate"]) {
      video.addEventListener(name, () => this.#moved());
    }
    for (const name of ["play", "pause", "ended", "ratechange", "volumechange"]) {
      video.addEventListener(name, () => this.#say("state"));
    }
    video.addEventListener("play", () => this.#watch());
  }

  /** Go where we were asked to be, as soon as the video can. */
  #takeUp() {
    if (this.#wanted === null || this.video.readyState === 0) return;
    const seconds = (this.#wanted + INTO_PICTURE - this.#origin) / 1000;
    this.#wanted = null;
    this.video.currentTime = Math.max(0, seconds);
  }

  /** A timer of the browser is too slow to stop at a picture; each drawing is looked at. */
  #watch() {
    if (!this.isPlaying) return;
    this.#moved();
    requestAnimationFrame(() => this.#watch());
  }

  #moved() {
    if (this.#wanted === null) this.#stopAtEnd();
    this.#say("move");
  }

  #stopAtEnd() {
    const end = this.until ?? this.end;
    if (!this.isPlaying || this.#now() < end - BEFORE_END) return;
    this.until = null;
    this.video.pause();
    this.video.currentTime = (end - BEFORE_END - this.#origin) / 1000;
  }

  /** Controls that are not ours (a headset, the lock screen) may seek out of the cut. */
  #stayInside() {
    if (this.#wanted !== null) return;
    const now = this.#now();
    const nearest = this.#clamped(now);
    if (Math.abs(nearest - now) > BEFORE_END) {
      this.video.currentTime = (nearest + INTO_PICTURE - this.#origin) / 1000;
    }
  }

  #now() {
    return this.video.currentTime * 1000 + this.#origin;
  }

  /** @param {number} position */
  #clamped(position) {
    return Math.min(Math.max(position, this.start), this.end - BEFORE_END);
  }

  #fail() {
    this.#say("failed");
  }

  /** @param {string} name */
  #say(name) {
    this.dispatchEvent(new Event(name));
  }
}
