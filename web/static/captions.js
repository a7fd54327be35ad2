// @ts-check
/// <reference lib="dom" />
/** Captions over the picture, drawn by us: two languages at once, their size and order chosen. */

import { cuesOf, linesOf } from "./cues.js";
import { remember, remembered } from "./memory.js";

/** @typedef {{from: number, to: number, text: string}} Cue */

export class Captions {
  /** @type {Map<string, Cue[]>} */
  #cues = new Map();
  #shown = "";

  /**
   * @param {HTMLElement} overlay
   * @param {HTMLSelectElement} menu Its options are what can be chosen.
   * @param {ParentNode} transcript Where the cues are.
   */
  constructor(overlay, menu, transcript) {
    this.overlay = overlay;
    this.menu = menu;
    this.take(transcript);
    const kept = remembered("captions", document.documentElement.lang);
    const options = [...menu.options].map((option) => option.value);
    menu.value = options.includes(kept) ? kept : options[1] ?? "off";
    menu.addEventListener("change", () => remember("captions", menu.value));
  }

  /** Draw what is said there from now on. @param {ParentNode} transcript */
  take(transcript) {
    const cues = linesOf(transcript).flatMap(cuesOf);
    for (
      const line of /** @type {NodeListOf<HTMLElement>} */ (this.overlay.querySelectorAll("p"))
    ) {
      const own = cues.filter((cue) => cue.language === line.lang);
      this.#cues.set(
        line.lang,
        own.map(({ element, from, to }) => ({ from, to, text: element.textContent.trim() })),
      );
    }
  }

  /** The languages that are on. @returns {string[]} */
  get languages() {
    const chosen = this.menu.value;
    return [...this.#cues.keys()].filter((language) => chosen === "both" || chosen === language);
  }

  /**
   * Let the reader choose how they look: `size`, or which language is `first`, the upper one.
   *
   * @param {HTMLSelectElement} menu
   * @param {"size" | "first"} what
   */
  letChoose(menu, what) {
    const kept = remembered(`captions-${what}`, menu.value);
    if ([...menu.options].some((option) => option.value === kept)) menu.value = kept;
    this.overlay.dataset[what] = menu.value;
    menu.addEventListener("change", () => {
      this.overlay.dataset[what] = menu.value;
      remember(`captions-${what}`, menu.value);
    });
  }

  /** Off, Korean, English, both, and off again. */
  cycle() {
    const { menu } = this;
    menu.selectedIndex = (menu.selectedIndex + 1) % menu.options.length;
    menu.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {number} position */
  draw(position) {
    const { languages } = this;
    const texts = [...this.#cues].map(([language, cues]) =>
      languages.includes(language) ? textAt(cues, position) : ""
    );
    const shown = texts.join("\u0000");
    if (shown === this.#shown) return;
    this.#shown = shown;
    const lines = /** @type {NodeListOf<HTMLElement>} */ (this.overlay.querySelectorAll("p"));
    lines.forEach((line, number) => {
      line.textContent = texts[number] ?? "";
      line.hidden = !texts[number];
    });
    this.overlay.hidden = texts.every((text) => !text);
  }
}

/**
 * What is said at a moment; cues may overlap, so all that have begun and not ended.
 *
 * @param {Cue[]} cues By time.
 * @param {number} position
 */
function textAt(cues, position) {
  return cues
    .filter((cue) => cue.from <= position && position < cue.to)
    .slice(-2)
    .map((cue) => cue.text)
    .join("\n");
}
