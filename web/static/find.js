// @ts-check
/// <reference lib="dom" />
/**
 * Finding in the transcript as one types: any part of a word, whatever spaces stand in it, for
 * Korean is spaced in many ways. Until one types, what the server has marked is what was found.
 */

import { found } from "./controls.js";
import { LINE, linesOf, partsOf } from "./cues.js";

/** A place in the text: what is marked, and the line it lies in. */
/** @typedef {{range: Range, line: HTMLElement}} Hit */
/** A text that is searched as one, a sign at a time, each with where it stands. */
/** @typedef {{line: HTMLElement, signs: string, places: [Text, number][]}} Said */

const ALL = "found";
const NOW = "found-now";
/** Where the transcript lies below the picture, and a keyboard may cover the half of it. */
const NARROW = "(max-width: 67.99rem)";
/** A syllable that is being typed ends with single letters, which no word has. */
const HALF_TYPED = /[\u1100-\u11ff\u3130-\u318f]+$/;

/** Says `found` when there are other hits than before, `go` when one is gone to. */
export class Find extends EventTarget {
  /** @type {Said[] | null} */
  #said = null;
  #now = -1;

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} list
   * @param {(line: HTMLElement) => boolean} isAhead Of what is being said: there one begins.
   */
  constructor(form, list, isAhead) {
    super();
    this.list = list;
    this.isAhead = isAhead;
    this.field = found(form, "input", HTMLInputElement);
    this.count = found(form, ".find-count", HTMLElement);
    this.status = found(form, ".find-status", HTMLElement);
    /** @type {Hit[]} */
    this.hits = marksIn(list);
    for (const button of form.querySelectorAll("[data-find]")) this.#listenTo(button);
    this.#listen(form);
    this.#tell();
  }

  /** @returns {HTMLElement | null} The line of the hit that was gone to. */
  get line() {
    return this.hits[this.#now]?.line ?? null;
  }

  /** Other lines are shown than before. */
  again() {
    if (this.#said) this.#search();
  }

  /** There are more lines than before. */
  readAgain() {
    if (this.#said) {
      this.#said = null;
      this.#search();
      return;
    }
    this.hits = marksIn(this.list);
    this.#tell();
    this.dispatchEvent(new Event("found"));
  }

  focus() {
    this.field.focus();
    this.field.select();
  }

  /**
   * To the next hit, or the one before; round again at the ends.
   *
   * @param {number} step 1 or -1.
   */
  go(step) {
    const count = this.hits.length;
    if (!count) return;
    const first = Math.max(0, this.hits.findIndex((hit) => this.isAhead(hit.line)));
    const to = this.#now < 0 ? first + Math.min(step, 0) : this.#now + step;
    this.#now = (to + count) % count;
    this.#tell();
    highlight(NOW, this.hits.slice(this.#now, this.#now + 1));
    this.dispatchEvent(new Event("go"));
  }

  /** @param {Element} button */
  #listenTo(button) {
    const step = Number(button instanceof HTMLElement ? button.dataset.find : 0);
    // The field keeps the focus, or the keyboard of a phone would go away at each press.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => this.go(step));
  }

  /** @param {HTMLFormElement} form */
  #listen(form) {
    this.field.addEventListener("input", () => this.#search());
    this.field.addEventListener("focus", () => {
      if (matchMedia(NARROW).matches) soon(() => form.closest("section")?.scrollIntoView());
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    this.field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.code === "Escape") this.#clear();
      /** @type {Record<string, number>} */
      const steps = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 };
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      this.go(step);
    });
  }

  #clear() {
    this.field.value = "";
    this.#search();
  }

  #search() {
    const wanted = flat(this.field.value.normalize("NFC").replace(HALF_TYPED, ""));
    this.#forgetMarks();
    this.#said ??= saidIn(this.list);
    const shown = this.list.dataset.languages ?? "both";
    this.hits = wanted ? this.#said.flatMap((said) => hitsIn(said, wanted, shown)) : [];
    this.#now = -1;
    highlight(ALL, this.hits);
    highlight(NOW, []);
    this.#tell();
    this.dispatchEvent(new Event("found"));
  }

  /** What the server has marked for an older question. */
  #forgetMarks() {
    document.querySelector(".words-query")?.remove();
    for (const mark of this.list.querySelectorAll("mark")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent?.normalize();
    }
  }

  #tell() {
    const isAsked = this.field.value.trim() !== "";
    const count = this.hits.length;
    const { one = "", none = "", all = "" } = this.status.dataset;
    this.count.textContent = isAsked ? `${this.#now + 1}/${count}` : "";
    if (!isAsked) this.status.textContent = "";
    else if (!count) this.status.textContent = none;
    else {
      this.status.textContent = (this.#now < 0 ? all : one)
        .replace("{at}", String(this.#now + 1)).replace("{all}", String(count));
    }
  }
}

/** When the page has made room: a frame later it is measured. @param {() => void} act */
function soon(act) {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

/** What the server has marked. @param {HTMLElement} list */
function marksIn(list) {
  return [...list.querySelectorAll("mark")].flatMap(hitOf);
}

/** @param {HTMLElement} mark @returns {Hit[]} */
function hitOf(mark) {
  const line = mark.closest(LINE);
  if (!(line instanceof HTMLElement)) return [];
  const range = new Range();
  range.selectNodeContents(mark);
  return [{ range, line }];
}

/** Lower-case and without spaces. @param {string} text */
function flat(text) {
  return [...text].filter((sign) => sign.trim()).map(lower).join("");
}

/** As long as it was, so that places stay. @param {string} sign */
function lower(sign) {
  const small = sign.toLowerCase();
  return small.length === sign.length ? small : sign;
}

/** Each sentence of each language; what it says may go over from one cue into the next. */
function saidIn(/** @type {HTMLElement} */ list) {
  return linesOf(list).flatMap((line) =>
    [...line.querySelectorAll("p")].map((paragraph) => {
      /** @type {Said} */
      const said = { line, signs: "", places: [] };
      for (const cue of partsOf(paragraph)) addTo(said, cue);
      return said;
    })
  );
}

/** @param {Said} said @param {Element} cue */
function addTo(said, cue) {
  for (const node of cue.childNodes) {
    if (!(node instanceof Text)) continue;
    for (let place = 0; place < node.length; place++) {
      const sign = node.data.charAt(place);
      if (!sign.trim()) continue;
      said.signs += lower(sign);
      said.places.push([node, place]);
    }
  }
}

/** @param {Said} said @param {string} wanted @param {string} shown @returns {Hit[]} */
function hitsIn(said, wanted, shown) {
  /** @type {Hit[]} */
  const hits = [];
  let at = said.signs.indexOf(wanted);
  while (at >= 0) {
    const [first, last] = [said.places[at], said.places[at + wanted.length - 1]];
    if (first && last && isShown(first[0], shown)) {
      const range = new Range();
      range.setStart(...first);
      range.setEnd(last[0], last[1] + 1);
      hits.push({ range, line: said.line });
    }
    at = said.signs.indexOf(wanted, at + wanted.length);
  }
  return hits;
}

/** @param {Text} node @param {string} shown */
function isShown(node, shown) {
  return shown === "both" || node.parentElement?.closest("[lang]")?.getAttribute("lang") === shown;
}

/** Marks without touching the page; browsers that can't go to the lines all the same. */
function highlight(/** @type {string} */ name, /** @type {Hit[]} */ hits) {
  if (!("highlights" in CSS)) return;
  CSS.highlights.set(name, new Highlight(...hits.map((hit) => hit.range)));
}
