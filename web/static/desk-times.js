// @ts-check
/** Times as the desk's forms write them and take them, in milliseconds of recording time. */

const CLOCK = /^\s*(?:(?:(\d{1,3}):)?([0-5]?\d):)?(\d{1,9})(?:[.,](\d{1,3})\d*)?\s*$/;

/**
 * `HH:MM:SS.mmm`.
 *
 * @param {number} milliseconds
 * @returns {string}
 */
export function written(milliseconds) {
  const ms = Math.max(0, Math.round(milliseconds));
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return `${clock}.${String(ms % 1000).padStart(3, "0")}`;
}

/**
 * Reads what the server reads: `1:02:03.5`, `12:34` or seconds; nothing else.
 *
 * @param {string} text
 * @returns {number | null}
 */
export function read(text) {
  const match = CLOCK.exec(text);
  if (!match) return null;
  const [, hours = "0", minutes, seconds, fraction = ""] = match;
  if (minutes !== undefined && Number(seconds) > 59) return null;
  const whole = (Number(hours) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds);
  return whole * 1000 + Number(fraction.padEnd(3, "0"));
}
