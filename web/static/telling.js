// @ts-check
/// <reference lib="dom" />
/** Saying what was done, seen and heard alike; and putting text on the clipboard. */

const SHOWN_FOR = 6000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let forgetting;

/**
 * Say it in the page's status line, which screen readers read out.
 *
 * @param {string | undefined} text
 */
export function tell(text) {
  const line = document.querySelector("#told");
  if (!line || !text) return;
  line.textContent = "";
  clearTimeout(forgetting);
  // The same words twice would not be read a second time.
  requestAnimationFrame(() => {
    line.textContent = text;
  });
  forgetting = setTimeout(() => {
    line.textContent = "";
  }, SHOWN_FOR);
}

/**
 * Copy, and tell how it went.
 *
 * @param {string} text
 * @param {string | undefined} done What to tell when it is there.
 */
export async function copy(text, done) {
  const line = document.querySelector("#told");
  const isDone = await isCopied(text);
  tell(isDone || !(line instanceof HTMLElement) ? done : line.dataset.failed);
}

/** @param {string} text @returns {Promise<boolean>} */
async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return isCopiedTheOldWay(text);
  }
}

/** Pages that came by plain http have no clipboard of their own. @param {string} text */
function isCopiedTheOldWay(text) {
  const had = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  if (had instanceof HTMLElement) had.focus({ preventScroll: true });
  return isDone;
}
