// @ts-check
/// <reference lib="dom" />
/**
 * A transcript that is too heavy for a page to hold whole: the page has the lines around the moment
 * that was asked for, and the others are fetched at once.
 */

const ROWS = "#transcript > li";
const LINKS = ".more-row";

/** All rows of the transcript, as another page holds them. @param {string} address */
export async function fetchRows(address) {
  try {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...page.querySelectorAll(ROWS)];
  } catch {
    // The links to the other lines stay.
    return [];
  }
}

/**
 * Put all rows into the list, around those that it has; what is seen of it stays where it is.
 *
 * @param {HTMLElement} list
 * @param {Element[]} rows
 */
export function complete(list, rows) {
  const own = [...list.children].filter((row) => !row.matches(LINKS));
  const before = Number(list.dataset.before);
  const first = own[0];
  if (!(first instanceof HTMLElement) || rows.length < before + own.length) return;
  const top = first.offsetTop;
  for (const row of list.querySelectorAll(LINKS)) row.remove();
  first.before(...rows.slice(0, before));
  list.append(...rows.slice(before + own.length));
  list.scrollTop += first.offsetTop - top;
}
