// @ts-check
/// <reference lib="dom" />
/**
 * The video seen through the cut; every time here is session time, in milliseconds: it counts from
 * the session's beginning over all of its parts, as if nothing lay between them.
 */

import { attach } from "./source.js";

/** A picture that begins at a cut's point may begin a rounded fraction of a millisecond later. */
const INTO_PICTURE = 1;
/** How far before the out point the last picture is looked for: inside it, at 60 a second too. */
const BEFORE_END = 8;
/** What lies between two parts in the playlist and is so short is played rather than skipped. */
const SHORT_GAP = 50;

/**
 * A part of the session, from `start` on for `length`. Its recording is at `from` then, and at
 * `origin` in second 0 of the playlist; that is exact as soon as a piece of the part is loaded.
 * `film` is where its small pictures lie, if it has any.
 *
 * @typedef {{start: number, length: number, from: number, origin: number, recording: number,
 *   film: string | null}} Part
 */

/**
 * Says `move` when the position changes, `state` when it plays or pauses, `failed` when it can't.
 */
export class Playback extends EventTarget {
  /** The parts whose `origin` is exact. @type {Set<Part>} */
  #exact = new Set();
  /** Where to be as soon as there is a picture; nothing when that is done. */
  #wanted = /** @type {number | null} */ (null);
  /** Where we went in a part of which nothing was loaded yet; nothing once that is exact. */
  #guessed = /** @type {number | null} */ (null);
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
    /** @type {Part[]} */
    this.parts = JSON.parse(told.parts ?? "[]");
    this.start = 0;
    this.end = this.parts.reduce((sum, part) => sum + part.length, 0);
    /** Where a link such as `?t=10,20` asks to stop; only the first time. @type {number | null} */
    this.until = told.until ? Number(told.until) : null;
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
    const seconds = this.#seconds(this.position + INTO_PICTURE);
    attach(this.video, this.playlists, this.hlsModule, seconds, {
      began: (origin, number) => {
        this.#correct(number, origin);
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
    this.#wanted = this.#clamped(position);
    this.load();
    this.#takeUp();
    this.#say("move");
  }

  /**
   * Go to what an address asks for, and stop in its end; nothing begins to play by itself.
   *
   * @param {import("./links.js").Asked} asked
   */
  follow({ start, until }) {
    this.seek(start);
    this.until = until;
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
        return this.#clamped(this.#positionAt(buffered.end(number)));
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

  /** A part's first piece tells exactly where it lies. @param {number} number @param {number} origin */
  #correct(number, origin) {
    const part = this.parts[number];
    if (!part) return;
    part.origin = origin;
    this.#exact.add(part);
    if (this.#guessed !== null && this.#partAt(this.#guessed) === part) {
      this.#wanted ??= this.#guessed;
      this.#guessed = null;
    }
  }

  /** Go where we were asked to be, as soon as the video can. */
  #takeUp() {
    if (this.#wanted === null || this.video.readyState === 0) return;
    const seconds = this.#seconds(this.#wanted + INTO_PICTURE);
    this.#guessed = this.#exact.has(this.#partAt(this.#wanted)) ? null : this.#wanted;
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
    if (this.#wanted === null) {
      this.#stopAtEnd();
      this.#skipBetweenParts();
    }
    this.#say("move");
  }

  #stopAtEnd() {
    const end = this.until ?? this.end;
    if (!this.isPlaying || this.#now() < end - BEFORE_END) return;
    this.until = null;
    this.video.pause();
    this.video.currentTime = this.#seconds(end - BEFORE_END);
  }

  /** The playlist may show a little more of a part than the cut does, until its edges are made. */
  #skipBetweenParts() {
    const now = this.video.currentTime * 1000;
    const number = this.parts.findLastIndex((part) => opens(part) <= now);
    const [here, next] = [this.parts[number], this.parts[number + 1]];
    if (!this.isPlaying || !here || !next || now < closes(here) - BEFORE_END) return;
    if (opens(next) - now > SHORT_GAP) this.#goTo(next.start);
  }

  /** @param {number} position */
  #goTo(position) {
    this.video.currentTime = this.#seconds(position + INTO_PICTURE);
  }

  /** Controls that are not ours (a headset, the lock screen) may seek out of the cut. */
  #stayInside() {
    if (this.#wanted !== null) return;
    const now = this.video.currentTime;
    const nearest = this.#seconds(this.#clamped(this.#now()));
    if (Math.abs(nearest - now) * 1000 > BEFORE_END) {
      this.video.currentTime = nearest + INTO_PICTURE / 1000;
    }
  }

  #now() {
    return this.#positionAt(this.video.currentTime);
  }

  /** Where in the playlist a position is. @param {number} position */
  #seconds(position) {
    const part = this.#partAt(position);
    return (opens(part) + position - part.start) / 1000;
  }

  /** @param {number} position */
  #partAt(position) {
    return this.parts.findLast((one) => one.start <= position) ?? this.#first;
  }

  /** The position shown there; what lies between parts is the end of the one before. */
  #positionAt(/** @type {number} */ seconds) {
    const media = seconds * 1000 + INTO_PICTURE;
    const part = this.parts.findLast((one) => opens(one) <= media) ?? this.#first;
    const into = seconds * 1000 - opens(part);
    return part.start + (part === this.parts.at(-1) ? into : Math.min(into, part.length));
  }

  get #first() {
    return /** @type {Part} */ (this.parts[0]);
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

/** Where in the playlist a part begins, in milliseconds. @param {Part} part */
function opens(part) {
  return part.from - part.origin;
}

/** Where in the playlist it ends. @param {Part} part */
function closes(part) {
  return opens(part) + part.length;
}
