// @ts-check
/// <reference lib="dom" />
/** Changes of the two points, to be taken back one after the other. */

/** @typedef {{ in_point: number, out_point: number }} Points */

const MOST = 200;

/** What the points were before each change. */
export class Undo {
  /** @type {Points[]} */
  #before = [];

  /** Note how they stand before a change; what turns out to change nothing is no step. @param {Points} points */
  note(points) {
    this.#before.push({ ...points });
    if (this.#before.length > MOST) this.#before.shift();
  }

  /** Whether anything can be taken back. @param {Points} now */
  has(now) {
    return this.#before.some((one) => !isSame(one, now));
  }

  /** The points before the last change; nothing when there was none. @param {Points} now @returns {Points | null} */
  back(now) {
    let before = this.#before.pop();
    while (before && isSame(before, now)) before = this.#before.pop();
    return before ?? null;
  }
}

/** @param {Points} one @param {Points} other */
function isSame(one, other) {
  return one.in_point === other.in_point && one.out_point === other.out_point;
}
