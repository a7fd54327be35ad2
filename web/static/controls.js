// @ts-check
/// <reference lib="dom" />
/** The player's buttons and menus. */

import { clock } from "./clock.js";
import { remember, remembered } from "./memory.js";

/** @typedef {import("./playback.js").Playback} Playback */

const IDLE_AFTER = 2500;
const FASTEST = 2;
const SLOWEST = 0.5;

export class Controls {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #idle;

  /**
   * @param {HTMLElement} player
   * @param {Playback} playback
   */
  constructor(player, playback) {
    this.player = player;
    this.playback = playback;
    this.playButton = found(player, "[data-act=play]", HTMLButtonElement);
    this.muteButton = found(player, "[data-act=mute]", HTMLButtonElement);
    this.volume = found(player, ".volume", HTMLInputElement);
    this.speed = found(player, "[data-choice=speed]", HTMLSelectElement);
    this.time = found(player, ".time-now", HTMLElement);
    this.bigPlay = found(player, ".big-play", HTMLButtonElement);
    this.fullscreen = found(player, "[data-act=fullscreen]", HTMLButtonElement);
    this.settings = found(player, ".player-settings", HTMLDetailsElement);
    this.#takeRemembered();
    this.#listen();
    this.show();
  }

  /** Make the buttons say what is so. */
  show() {
    const { playback, playButton, player } = this;
    const { video } = playback;
    player.classList.toggle("is-playing", playback.isPlaying);
    const label = playback.isPlaying ? playButton.dataset.labelPause : playButton.dataset.labelPlay;
    if (playButton.ariaLabel !== label) playButton.ariaLabel = label ?? "";
    this.muteButton.ariaPressed = String(video.muted);
    this.volume.value = String(video.muted ? 0 : Math.round(video.volume * 100));
    this.speed.value = String(video.playbackRate);
    this.bigPlay.hidden = playback.isPlaying;
    this.showTime();
  }

  showTime() {
    const text = clock(this.playback.position - this.playback.start);
    if (this.time.textContent !== text) this.time.textContent = text;
  }

  toggleSound() {
    const { video } = this.playback;
    video.muted = !video.muted;
  }

  /** @param {number} change */
  changeSpeed(change) {
    const { video } = this.playback;
    video.playbackRate = Math.min(FASTEST, Math.max(SLOWEST, video.playbackRate + change));
    remember("speed", String(video.playbackRate));
  }

  /** The whole player, so that both captions stay on the picture; phones give the video only. */
  toggleFullscreen() {
    const { player, playback } = this;
    const video = /** @type {HTMLVideoElement & {webkitEnterFullscreen?: () => void}} */ (
      playback.video
    );
    if (document.fullscreenElement) document.exitFullscreen();
    else if (player.requestFullscreen) player.requestFullscreen().catch(() => {});
    else video.webkitEnterFullscreen?.();
  }

  #takeRemembered() {
    const { video } = this.playback;
    video.volume = within(Number(remembered("volume", "1")), 0, 1);
    video.playbackRate = within(Number(remembered("speed", "1")), SLOWEST, FASTEST);
    video.defaultPlaybackRate = video.playbackRate;
  }

  #listen() {
    const { playback, player } = this;
    this.playButton.addEventListener("click", () => playback.toggle());
    this.bigPlay.addEventListener("click", () => playback.toggle());
    playback.video.addEventListener("click", () => playback.toggle());
    this.muteButton.addEventListener("click", () => this.toggleSound());
    this.volume.addEventListener("input", () => this.#setVolume());
    this.speed.addEventListener("change", () => {
      playback.video.playbackRate = Number(this.speed.value);
      remember("speed", this.speed.value);
    });
    this.fullscreen.addEventListener("click", () => this.toggleFullscreen());
    player.addEventListener("fullscreenchange", () => this.#showFullscreen());
    this.settings.addEventListener("keydown", (event) => {
      if (event.code === "Escape") this.#closeSettings();
    });
    player.addEventListener("pointerdown", ({ target }) => {
      if (!(target instanceof Node && this.settings.contains(target))) this.settings.open = false;
    });
    for (const name of ["pointermove", "pointerdown", "keydown", "focusin"]) {
      player.addEventListener(name, () => this.#wake());
    }
  }

  #closeSettings() {
    this.settings.open = false;
    this.settings.querySelector("summary")?.focus();
  }

  #showFullscreen() {
    const { labelOn = "", labelOff = "" } = this.fullscreen.dataset;
    this.fullscreen.ariaLabel = document.fullscreenElement ? labelOff : labelOn;
  }

  #setVolume() {
    const { video } = this.playback;
    video.volume = Number(this.volume.value) / 100;
    video.muted = video.volume === 0;
    remember("volume", String(video.volume));
  }

  #wake() {
    this.player.classList.remove("is-idle");
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.player.classList.add("is-idle"), IDLE_AFTER);
  }
}

/**
 * A part of the page that must be there.
 *
 * @template {Element} Part
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {new () => Part} kind
 * @returns {Part}
 */
export function found(parent, selector, kind) {
  const part = parent.querySelector(selector);
  if (!(part instanceof kind)) throw new Error(`the page has no ${selector}`);
  return part;
}

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
function within(value, low, high) {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : high;
}
