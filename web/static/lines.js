// @ts-check
/// <reference lib="dom" />
/**
 * The transcript's lines for the keyboard: one of them is a stop of the Tab key, the arrows go from
 * line to line, with Shift they select. Each line has a button that copies its link.
 */

import { LINE } from "./cues.js";
import { copy } from "./telling.js";

export class Lines {
  /** @type {HTMLElement | null} */
  #stop = null;
  /** @type {HTMLElement | null} */
  #anchor = null;

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement[]} lines
   */
  constructor(list, lines) {
    this.list = list;
    /** @type {HTMLElement[]} */
    this.lines = [];
    this.take(lines);
    this.stopAt(list.querySelector(".is-now") ?? lines[0] ?? null);
    list.removeAttribute("tabindex");
    list.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("focusin", (event) => this.stopAt(lineOf(event.target)));
    list.addEventListener("click", (event) => this.#press(event));
  }

  /** These are all lines from now on. @param {HTMLElement[]} lines */
  take(lines) {
    const known = new Set(this.lines);
    this.lines = lines;
    for (const line of lines) if (!known.has(line)) this.#prepare(line);
  }

  /** Where the Tab key stops from now on. @param {Element | null} line */
  stopAt(line) {
    if (!(line instanceof HTMLElement) || line === this.#stop) return;
    setStop(this.#stop, -1);
    setStop(line, 0);
    this.#stop = line;
  }

  /** @param {HTMLElement} line */
  #prepare(line) {
    const { play = "", copy: label = "" } = this.list.dataset;
    const link = line.querySelector("a");
    if (link) link.ariaLabel = play.replace("{time}", link.textContent);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "line-copy";
    button.ariaLabel = label;
    link?.after(button);
    setStop(line, -1);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const line = lineOf(event.target);
    const at = line ? this.lines.indexOf(line) : -1;
    /** @type {Record<string, number>} */
    const places = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: this.lines.length - 1 };
    const place = places[event.code];
    if (at < 0 || place === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const to = this.lines[Math.min(Math.max(place, 0), this.lines.length - 1)];
    if (!line || !to) return;
    this.#select(event.shiftKey, line, to);
    to.querySelector("a")?.focus();
  }

  /** @param {boolean} isSelecting @param {HTMLElement} line @param {HTMLElement} to */
  #select(isSelecting, line, to) {
    if (!isSelecting) {
      this.#anchor = null;
      return;
    }
    this.#anchor ??= line;
    delete this.list.dataset.selecting;
    const isDown = this.lines.indexOf(this.#anchor) <= this.lines.indexOf(to);
    const [first, last] = isDown ? [this.#anchor, to] : [to, this.#anchor];
    getSelection()?.setBaseAndExtent(first, 0, last, last.childNodes.length);
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const button = event.target instanceof Element ? event.target.closest(".line-copy") : null;
    const link = lineOf(button)?.querySelector("a");
    if (!button || !link) return;
    event.stopImmediatePropagation();
    const address = new URL(link.href);
    const own = this.list.dataset.address ?? address.origin + address.pathname;
    address.searchParams.delete("q");
    copy(own + address.search, this.list.dataset.copied);
  }
}

/** @param {EventTarget | null} target */
function lineOf(target) {
  const line = target instanceof Element ? target.closest(LINE) : null;
  return line instanceof HTMLElement ? line : null;
}

/** @param {HTMLElement | null} line @param {number} tabIndex */
function setStop(line, tabIndex) {
  if (!line) return;
  for (const part of line.querySelectorAll("a, button")) {
    if (part instanceof HTMLElement) part.tabIndex = tabIndex;
  }
}
