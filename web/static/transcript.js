// @ts-check
/// <reference lib="dom" />
/** The transcript beside the picture: it follows, and a press on a line goes there. */

import { LINE, startOf } from "./cues.js";
import { remember, remembered } from "./memory.js";

/** @typedef {import("./playback.js").Playback} Playback */

export class Transcript {
  /** @type {HTMLElement[]} */
  lines = [];
  /** @type {number[]} */
  starts = [];
  /** @type {HTMLElement | null} */
  #now = null;
  #isFollowing = true;

  /**
   * @param {HTMLElement} list
   * @param {HTMLButtonElement} follow Brings a reader back to what is said now.
   * @param {Playback} playback
   * @param {HTMLElement[]} lines
   */
  constructor(list, follow, playback, lines) {
    this.list = list;
    this.follow = follow;
    this.playback = playback;
    this.take(lines);
    this.#now = list.querySelector(".is-now");
    this.#listen();
    this.#bringIntoView(this.#now, "instant");
  }

  /** These are all lines from now on. @param {HTMLElement[]} lines */
  take(lines) {
    this.lines = lines;
    this.starts = lines.map(startOf);
  }

  /** @param {number} position */
  show(position) {
    const now = this.lines[lastBegun(this.starts, position)] ?? null;
    if (now === this.#now) return;
    this.#now?.classList.remove("is-now");
    this.#now?.removeAttribute("aria-current");
    now?.classList.add("is-now");
    now?.setAttribute("aria-current", "true");
    this.#now = now;
    if (this.#isFollowing) this.#bringIntoView(now);
  }

  /** Show a line that the reader asked for, and stay there. @param {HTMLElement} line */
  turnTo(line) {
    this.#setFollowing(false);
    if (this.#isScrolledAlone()) this.#bringIntoView(line);
    else line.scrollIntoView({ block: "center" });
  }

  /** The line that is said now. */
  get now() {
    return this.#now;
  }

  #listen() {
    this.list.addEventListener("click", (event) => this.#press(event));
    for (const name of ["wheel", "touchmove", "pointerdown", "focusin"]) {
      this.list.addEventListener(name, () => this.#setFollowing(false), { passive: true });
    }
    this.list.addEventListener("keydown", (event) => {
      if (/^(Arrow|Page|Home|End)/.test(event.code)) this.#setFollowing(false);
    });
    this.follow.addEventListener("click", () => {
      this.#setFollowing(true);
      this.#bringIntoView(this.#now);
    });
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const line = event.target instanceof Element
      ? event.target.closest(`${LINE}, .chapter-row`)
      : null;
    if (!(line instanceof HTMLElement) || isMeantOtherwise(event)) return;
    event.preventDefault();
    const { chapter } = line.dataset;
    this.playback.seek(chapter === undefined ? startOf(line) : Number(chapter));
    this.playback.play();
    this.#setFollowing(true);
    const link = line.querySelector("a");
    if (link) history.replaceState(null, "", link.href);
  }

  /** @param {boolean} isFollowing */
  #setFollowing(isFollowing) {
    this.#isFollowing = isFollowing;
    this.follow.hidden = isFollowing || !this.#isScrolledAlone();
  }

  /** On a phone the list is part of the page, which is the reader's to scroll. */
  #isScrolledAlone() {
    return this.list.scrollHeight > this.list.clientHeight + 1;
  }

  /** @param {HTMLElement | null} line @param {ScrollBehavior} [behavior] */
  #bringIntoView(line, behavior = "smooth") {
    if (!line || !this.#isScrolledAlone()) return;
    const top = line.offsetTop - this.list.clientHeight / 3;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.list.scrollTo({ top, behavior: isCalm ? "instant" : behavior });
  }
}

/**
 * Let the reader see one language or both; the choice stays.
 *
 * @param {HTMLElement} list
 * @param {HTMLSelectElement} menu
 */
export function letChooseLanguages(list, menu) {
  menu.value = remembered("transcript", "both");
  if (!menu.value) menu.value = "both";
  const show = () => {
    list.dataset.languages = menu.value;
  };
  menu.addEventListener("change", () => {
    remember("transcript", menu.value);
    show();
  });
  show();
}

/**
 * The last of `starts` that is not after `position`; -1 when all are.
 *
 * @param {number[]} starts Rising.
 * @param {number} position
 */
function lastBegun(starts, position) {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * A press that selects text, or that opens the link elsewhere.
 *
 * @param {MouseEvent} event
 */
function isMeantOtherwise(event) {
  const hasSelection = (getSelection()?.toString() ?? "") !== "";
  return hasSelection || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
}
