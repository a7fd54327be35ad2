// @ts-check
/// <reference lib="dom" />
/** The transcript with all that belongs to it: following, finding, quoting, a link of each line. */

import { found } from "./controls.js";
import { linesOf, startOf } from "./cues.js";
import { Find } from "./find.js";
import { Lines } from "./lines.js";
import { Quote } from "./quote.js";
import { letChooseLanguages, Transcript } from "./transcript.js";

/** @typedef {import("./playback.js").Playback} Playback */
/** @typedef {import("./seekbar.js").SeekBar} SeekBar */

export class Words {
  /**
   * @param {HTMLElement} list
   * @param {Playback} playback
   * @param {SeekBar} bar Shows where something was found.
   */
  constructor(list, playback, bar) {
    this.list = list;
    this.bar = bar;
    const lines = linesOf(list);
    // Before the transcript, which takes every press on a line for a wish to go there.
    this.lines = new Lines(list, lines);
    const follow = found(document, "#follow", HTMLButtonElement);
    this.transcript = new Transcript(list, follow, playback, lines);
    this.quote = new Quote(found(document, "#quote", HTMLElement), list, playback);
    this.find = new Find(
      found(document, "#find", HTMLFormElement),
      list,
      (line) => startOf(line) >= playback.position,
    );
    this.find.addEventListener("found", () => this.#showHits());
    this.find.addEventListener("go", () => this.#turnToHit());
    this.#showHits();
    const languages = document.querySelector("#transcript-languages");
    if (!(languages instanceof HTMLSelectElement)) return;
    letChooseLanguages(list, languages);
    languages.addEventListener("change", () => this.find.again());
  }

  /** The list has got more lines. */
  readAgain() {
    const lines = linesOf(this.list);
    this.lines.take(lines);
    this.transcript.take(lines);
    this.find.readAgain();
  }

  /** @param {number} position */
  show(position) {
    this.transcript.show(position);
    if (!this.list.contains(document.activeElement)) this.lines.stopAt(this.transcript.now);
  }

  #showHits() {
    this.bar.showHits(this.find.hits.map((hit) => startOf(hit.line)));
  }

  #turnToHit() {
    const { line } = this.find;
    if (!line) return;
    this.transcript.turnTo(line);
    this.lines.stopAt(line);
  }
}
