// @ts-check
/// <reference lib="dom" />
/**
 * Single keys of the cut desk, by where they lie on the keyboard: under a Hangul layout the letters
 * differ. They leave alone what a focused control uses itself, and can be switched off (WCAG 2.1.4).
 */

import { remember, remembered } from "./memory.js";

const SWITCH = "desk-keys";

/**
 * @param {HTMLInputElement} checkbox Whether keys are used at all.
 * @param {Record<string, () => void>} keys Such as `KeyK` or `Shift+KeyI`.
 */
export function listenToDeskKeys(checkbox, keys) {
  checkbox.checked = remembered(SWITCH, "on") === "on";
  checkbox.addEventListener("change", () => remember(SWITCH, checkbox.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (!checkbox.checked || event.defaultPrevented || !isForUs(event)) return;
    const act = keys[event.shiftKey ? `Shift+${event.code}` : event.code];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** @param {KeyboardEvent} event */
function isForUs(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  return event.target instanceof HTMLElement && !isUsedBy(event.target, event.code);
}

/** @param {HTMLElement} target @param {string} code */
function isUsedBy(target, code) {
  if (target.matches("input[type=checkbox]")) return code === "Space";
  if (target.matches("input, textarea, select")) return true;
  if (target.matches("button, summary, a")) return code === "Space" || code === "Enter";
  if (target.matches("video")) return code === "Space" || code.startsWith("Arrow");
  return false;
}
