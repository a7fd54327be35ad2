// @ts-check
/// <reference lib="dom" />
/**
 * When the words of the page are said. A cue has two numbers, `data-t="200 3400"`: how long after
 * its line it begins, and how long it is; the page is a fifth lighter than with whole times.
 */

/**
 * In session time.
 *
 * @param {HTMLElement} cue
 * @returns {{from: number, to: number}}
 */
export function timesOf(cue) {
  const line = cue.closest("[data-from]");
  const begins = line instanceof HTMLElement ? Number(line.dataset.from) : 0;
  const [after = 0, length = 0] = (cue.dataset.t ?? "").split(" ").map(Number);
  return { from: begins + after, to: begins + after + length };
}
