// @ts-check
/// <reference lib="dom" />
/**
 * Going on where one stopped: kept in this browser only, in recording time, and never without being
 * asked. An address that names a moment is always followed.
 */

import { clock } from "./clock.js";
import { found } from "./controls.js";
import { remember, remembered } from "./memory.js";

/** @typedef {import("./playback.js").Playback} Playback */
/** @typedef {{recording: number, at: number}} Place Milliseconds of recording time. */

const MOST = 60;
const EVERY = 4000;
/** Who has seen less begins anew: the first seconds, or a twentieth of something short. */
const WORTH_SHARE = 0.05;
const WORTH_MOST = 10_000;

export class Resume {
  #noted = 0;

  /**
   * @param {HTMLElement} bar
   * @param {HTMLInputElement} checkbox Whether places are kept at all.
   * @param {Playback} playback
   * @param {string} session What names the session among others.
   */
  constructor(bar, checkbox, playback, session) {
    this.bar = bar;
    this.checkbox = checkbox;
    this.playback = playback;
    this.session = session;
    checkbox.checked = remembered("resume", "on") === "on";
    this.#listen();
  }

  /** Offer to go on, where there is something to go on with. */
  offer() {
    const place = this.checkbox.checked ? placesKept()[this.session] : undefined;
    const position = place && this.#positionOf(place);
    if (position === undefined) return;
    const go = found(this.bar, "[data-resume=go]", HTMLButtonElement);
    go.textContent = (go.dataset.label ?? "").replace("{time}", clock(position));
    this.#on(go, position);
    this.#on(found(this.bar, "[data-resume=anew]", HTMLButtonElement), this.playback.start);
    this.bar.hidden = false;
  }

  /** Keep the place, now and then while it plays. */
  note() {
    const now = performance.now();
    if (this.playback.isPlaying && now - this.#noted >= EVERY) this.#keep();
  }

  #listen() {
    const { checkbox, playback } = this;
    playback.video.addEventListener("pause", () => this.#keep());
    playback.video.addEventListener("play", () => {
      this.bar.hidden = true;
    });
    addEventListener("pagehide", () => {
      if (playback.video.played.length) this.#keep();
    });
    checkbox.addEventListener("change", () => {
      remember("resume", checkbox.checked ? "on" : "off");
      if (!checkbox.checked) remember("places", "{}");
    });
  }

  /** @param {HTMLButtonElement} button @param {number} position */
  #on(button, position) {
    button.addEventListener("click", () => {
      this.playback.seek(position);
      this.playback.play();
      found(document, "[data-act=play]", HTMLButtonElement).focus();
    });
  }

  #keep() {
    if (!this.checkbox.checked) return;
    this.#noted = performance.now();
    const { parts, position } = this.playback;
    const part = parts.findLast((one) => one.start <= position);
    const { [this.session]: _old, ...places } = placesKept();
    if (part && this.#isWorth(position)) {
      places[this.session] = {
        recording: part.recording,
        at: Math.round(position - part.start + part.from),
      };
    }
    remember("places", JSON.stringify(Object.fromEntries(Object.entries(places).slice(-MOST))));
  }

  /** @param {number} position */
  #isWorth(position) {
    const { length, start, end } = this.playback;
    const margin = Math.min(length * WORTH_SHARE, WORTH_MOST);
    return position >= start + margin && position <= end - margin;
  }

  /** Where the place is in the session now; nothing when the cut shows it no more. @param {Place} place */
  #positionOf({ recording, at }) {
    const part = this.playback.parts.find((one) =>
      one.recording === recording && one.from <= at && at < one.from + one.length
    );
    const position = part && part.start + at - part.from;
    return position !== undefined && this.#isWorth(position) ? position : undefined;
  }
}

/** @returns {Record<string, Place>} By session, the one seen last in the end. */
function placesKept() {
  try {
    return JSON.parse(remembered("places", "{}"));
  } catch {
    return {};
  }
}
