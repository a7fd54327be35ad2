// @ts-check
/// <reference lib="dom" />
/**
 * Single keys, by where they lie on the keyboard: under a Hangul layout the letters differ.
 * They work while the player, the transcript or nothing has the focus, and can be switched off
 * (WCAG 2.1.4).
 */

import { remember, remembered } from "./memory.js";

/** @typedef {Record<string, () => void>} KeyMap Keys such as `KeyK` or `Shift+KeyN`. */

/**
 * @param {(Element | null)[]} areas Where the focus may be.
 * @param {HTMLInputElement} checkbox Whether keys are used at all.
 * @param {KeyMap} keys
 */
export function listenToKeys(areas, checkbox, keys) {
  checkbox.checked = remembered("keys", "on") === "on";
  checkbox.addEventListener("change", () => remember("keys", checkbox.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (!checkbox.checked || !isForUs(event, areas)) return;
    const act = keys[event.shiftKey ? `Shift+${event.code}` : event.code];
    if (!act) return;
    act();
    event.preventDefault();
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {(Element | null)[]} areas
 */
function isForUs(event, areas) {
  const target = event.target;
  const isModified = event.ctrlKey || event.metaKey || event.altKey;
  if (isModified || event.isComposing || !(target instanceof HTMLElement)) return false;
  if (target !== document.body && !areas.some((area) => area?.contains(target))) return false;
  return !isUsedBy(target, event.code);
}

/**
 * Whether the focused control needs this key itself.
 *
 * @param {HTMLElement} target
 * @param {string} code
 */
function isUsedBy(target, code) {
  if (target.matches("button, summary")) return code === "Space" || code === "Enter";
  if (target.matches("a")) return !/^(Key|Digit|Comma|Period|Slash)/.test(code);
  if (target.matches("select")) return true;
  return target.matches("input") && /^(Arrow|Page|Home|End|Digit)/.test(code);
}
