// @ts-check
/// <reference lib="dom" />
/**
 * When the words of the page are said. All times of a line are in one attribute: when it begins,
 * in session time, then how long after that each cue does and how long it is seen, the Korean ones
 * first: `data-t="19500 0 4000 200 4500"`. A language's only cue is the paragraph itself.
 * `web/pages/lines.py` writes the same.
 */

/** What a line of the transcript is told from the others by, which are no words. */
export const LINE = "[data-t]";

/** @typedef {{element: HTMLElement, language: string, from: number, to: number}} Cue Session time. */

/** Where a line begins, in session time. @param {HTMLElement} line */
export function startOf(line) {
  return Number.parseInt(line.dataset.t ?? "0");
}

/**
 * The cues of a line.
 *
 * @param {HTMLElement} line
 * @returns {Cue[]}
 */
export function cuesOf(line) {
  const [start = 0, ...times] = (line.dataset.t ?? "").split(" ").map(Number);
  return [...line.querySelectorAll("p")].flatMap((paragraph) =>
    partsOf(paragraph).map((element) => {
      const [after = 0, length = 0] = times.splice(0, 2);
      const from = start + after;
      return { element, language: paragraph.lang, from, to: from + length };
    })
  );
}

/**
 * Each line of a list, or of another page.
 *
 * @param {ParentNode} list
 */
export function linesOf(list) {
  return /** @type {HTMLElement[]} */ ([...list.querySelectorAll(LINE)]);
}

/** What of a paragraph is one cue each. @param {HTMLElement} paragraph @returns {HTMLElement[]} */
export function partsOf(paragraph) {
  const parts = paragraph.querySelectorAll("span");
  if (parts.length) return [...parts];
  return paragraph.firstChild ? [paragraph] : [];
}
