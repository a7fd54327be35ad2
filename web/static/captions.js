// @ts-check
/// <reference lib="dom" />
/** Captions over the picture, drawn by us: two languages at once, in an order that stays. */

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
    for (const line of /** @type {NodeListOf<HTMLElement>} */ (overlay.querySelectorAll("p"))) {
      this.#cues.set(line.lang, cuesIn(transcript, line.lang));
    }
    const kept = remembered("captions", document.documentElement.lang);
    const options = [...menu.options].map((option) => option.value);
    menu.value = options.includes(kept) ? kept : options[1] ?? "off";
    menu.addEventListener("change", () => remember("captions", menu.value));
  }

  /** Off, Korean, English, both, and off again. */
  cycle() {
    const { menu } = this;
    menu.selectedIndex = (menu.selectedIndex + 1) % menu.options.length;
    menu.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {number} position */
  draw(position) {
    const chosen = this.menu.value;
    const texts = [...this.#cues].map(([language, cues]) =>
      chosen === "both" || chosen === language ? textAt(cues, position) : ""
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
 * @param {ParentNode} transcript
 * @param {string} language
 * @returns {Cue[]}
 */
function cuesIn(transcript, language) {
  const found = /** @type {NodeListOf<HTMLElement>} */ (
    transcript.querySelectorAll(`[lang="${language}"] > .cue`)
  );
  return [...found].map((cue) => ({
    from: Number(cue.dataset.from),
    to: Number(cue.dataset.to),
    text: cue.textContent ?? "",
  }));
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
