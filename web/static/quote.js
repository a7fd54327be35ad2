// @ts-check
/// <reference lib="dom" />
/** What is selected in the transcript, as a quotation with a link that plays just that. */

import { clock } from "./clock.js";
import { found } from "./controls.js";
import { cuesOf, LINE } from "./cues.js";
import { linkTo } from "./links.js";
import { copy } from "./telling.js";

/** @typedef {import("./playback.js").Playback} Playback */
/** @typedef {{text: string, from: number, to: number}} Quoted Session time. */

const SOON = 150;

export class Quote {
  /** @type {Quoted | null} */
  #quoted = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /**
   * @param {HTMLElement} bar Offered while something is selected.
   * @param {HTMLElement} list
   * @param {Playback} playback
   */
  constructor(bar, list, playback) {
    this.bar = bar;
    this.list = list;
    this.playback = playback;
    this.times = found(bar, ".quote-times", HTMLElement);
    for (const button of bar.querySelectorAll("button")) {
      button.addEventListener("click", () => this.#copy(button));
    }
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => this.#look(), SOON);
    });
    list.addEventListener("pointerdown", (event) => this.#keepToColumn(event));
  }

  #look() {
    const selection = getSelection();
    const isBusy = this.bar.contains(document.activeElement);
    if (!selection?.rangeCount || selection.isCollapsed) {
      if (!isBusy) this.#offer(null);
      return;
    }
    const range = selection.getRangeAt(0);
    this.#offer(range.intersectsNode(this.list) ? quotedIn(range, this.list) : null);
  }

  /** @param {Quoted | null} quoted */
  #offer(quoted) {
    this.#quoted = quoted;
    this.bar.hidden = !quoted;
    if (quoted) this.times.textContent = `${clock(quoted.from)} – ${clock(quoted.to)}`;
  }

  /** @param {HTMLButtonElement} button */
  #copy(button) {
    if (!this.#quoted) return;
    const { text, from, to } = this.#quoted;
    const { address = "", title = "" } = this.bar.dataset;
    const link = linkTo(address, this.playback.parts, from, to);
    const source = `${title} (${clock(from)} – ${clock(to)})`;
    const isWhole = button.dataset.quote === "text";
    copy(isWhole ? `“${text}”\n${source}\n${link}` : link, button.dataset.done);
  }

  /** Who begins to select in one language means that one. @param {PointerEvent} event */
  #keepToColumn(event) {
    const language = event.target instanceof Node ? languageOf(event.target) : undefined;
    if (language) this.list.dataset.selecting = language;
    else delete this.list.dataset.selecting;
  }
}

/**
 * The cues that are selected, as far as they are; in one language when it begins and ends in it.
 *
 * @param {Range} range
 * @param {HTMLElement} list
 * @returns {Quoted | null}
 */
function quotedIn(range, list) {
  const [first, last] = [languageOf(range.startContainer), languageOf(range.endContainer)];
  const language = list.dataset.selecting ?? (first === last ? first : undefined);
  const every = linesIn(range, list).flatMap(cuesOf);
  const cues = every.filter((cue) =>
    (!language || cue.language === language) && textIn(range, cue.element)
  );
  if (!cues.length) return null;
  return {
    text: cues.map(({ element }) => textIn(range, element)).join(" "),
    from: Math.min(...cues.map(({ from }) => from)),
    to: Math.max(...cues.map(({ to }) => to)),
  };
}

/** @param {Range} range @param {HTMLElement} list */
function linesIn(range, list) {
  const lines = /** @type {HTMLElement[]} */ ([...list.children]);
  const first = lines.findIndex((line) => range.intersectsNode(line));
  const count = lines.slice(first).findIndex((line) => !range.intersectsNode(line));
  return count < 0 ? lines.slice(first) : lines.slice(first, first + count);
}

/** @param {Range} range @param {Element} cue */
function textIn(range, cue) {
  if (!range.intersectsNode(cue)) return "";
  const part = new Range();
  part.selectNodeContents(cue);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
    part.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
    part.setEnd(range.endContainer, range.endOffset);
  }
  return part.toString().trim();
}

/** @param {Node} node */
function languageOf(node) {
  const element = node instanceof Element ? node : node.parentElement;
  const said = element?.closest(`${LINE} > p`);
  return said instanceof HTMLElement ? said.lang : undefined;
}
