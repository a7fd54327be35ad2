// @ts-check
/// <reference lib="dom" />
/** What a viewer chose, kept in this browser only; private windows may keep nothing. */

/**
 * @param {string} name
 * @param {string} otherwise
 * @returns {string}
 */
export function remembered(name, otherwise) {
  try {
    return localStorage.getItem(`dasibogi.${name}`) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(`dasibogi.${name}`, value);
  } catch {
    // The choice holds until the page is left.
  }
}
