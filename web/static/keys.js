// @ts-check
/// <reference lib="dom" />
/**
 * Single keys, by where they lie on the keyboard: under a Hangul layout the letters differ.
 * They work while the player or nothing has the focus, and can be switched off (WCAG 2.1.4).
 */

import { remember, remembered } from "./memory.js";

/** @typedef {Record<string, () => void>} KeyMap Keys such as `KeyK` or `Shift+KeyN`. */

/**
 * @param {HTMLElement} player
 * @param {HTMLInputElement} checkbox Whether keys are used at all.
 * @param {KeyMap} keys
 */
export function listenToKeys(player, checkbox, keys) {
  checkbox.checked = remembered("keys", "on") === "on";
  checkbox.addEventListener("change", () => remember("keys", checkbox.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (!checkbox.checked || !isForUs(event, player)) return;
    const act = keys[event.shiftKey ? `Shift+${event.code}` : event.code];
    if (!act) return;
    act();
    event.preventDefault();
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} player
 */
function isForUs(event, player) {
  const target = event.target;
  const isModified = event.ctrlKey || event.metaKey || event.altKey;
  if (isModified || event.isComposing || !(target instanceof HTMLElement)) return false;
  if (target !== document.body && !player.contains(target)) return false;
  return !isUsedBy(target, event.code);
}

/**
 * Whether the focused control needs this key itself.
 *
 * @param {HTMLElement} target
 * @param {string} code
 */
function isUsedBy(target, code) {
  if (target.matches("button")) return code === "Space" || code === "Enter";
  if (target.matches("select")) return true;
  return target.matches("input") && /^(Arrow|Page|Home|End|Digit)/.test(code);
}
