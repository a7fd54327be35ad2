// @ts-check
/**
 * Moments as addresses carry them, in recording time: a moved cut does not move what they mean.
 * `web/pages/asked.py` reads the same.
 */

/** @typedef {import("./playback.js").Part} Part */

/**
 * What an address asks for, in session time; `until` is where to stop. `outside` is the moment of
 * the recording when the session does not show it, and `start` is the nearest that it does.
 *
 * @typedef {{start: number, until: number | null, outside: number | null}} Asked
 */

const TIME = /^(?:(?:(\d{1,3}):)?([0-5]?\d):)?(\d{1,9}(?:\.\d+)?)$/;
const SECOND = 1000;

/**
 * What the fragment of an address asks for: `#t=754`, `#t=12:34`, `#t=10,20` (Media Fragments URI
 * 1.0). It means the first recording that shows the moment.
 *
 * @param {string} fragment
 * @param {Part[]} parts
 * @returns {Asked | null} Nothing where it names no time.
 */
export function askedBy(fragment, parts) {
  const text = new URLSearchParams(fragment.replace(/^#/, "")).get("t");
  if (!text) return null;
  const [first = "", last = ""] = text.replace(/^npt:/, "").split(",");
  const start = readTime(first || "0");
  if (start === null) return null;
  const part = parts.find((one) => shows(one, start));
  const where = part ?? parts[0];
  if (!where) return null;
  const until = last ? readTime(last) : null;
  return {
    start: within(where, start),
    until: part && until !== null && until > start ? within(part, until) : null,
    outside: part ? null : start,
  };
}

/**
 * The address of a moment, or of all from one to another. A second is enough to begin at; what is
 * quoted is held to the tenth.
 *
 * @param {string} address The page's, without a query.
 * @param {Part[]} parts
 * @param {number} from Session time.
 * @param {number | null} [to] Session time; what lies in a later part is left out.
 */
export function linkTo(address, parts, from, to = null) {
  const number = Math.max(0, parts.findLastIndex((one) => one.start <= from));
  const part = parts[number];
  if (!part) return address;
  const offset = from - part.start + part.from;
  const time = to === null
    ? Math.floor(offset / SECOND)
    : `${Math.floor(offset / 100) / 10},${
      Math.ceil((Math.min(to - part.start, part.length) + part.from) / 100) / 10
    }`;
  return `${address}?t=${time}${number ? `&r=${part.recording}` : ""}`;
}

/**
 * `H:MM:SS`, `M:SS` or seconds, with or without a fraction, in milliseconds.
 *
 * @param {string} text
 * @returns {number | null}
 */
function readTime(text) {
  const match = TIME.exec(text.trim());
  if (!match || (match[2] !== undefined && Number(match[3]) >= 60)) return null;
  const [hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return Math.round((((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * SECOND);
}

/** @param {Part} part @param {number} offset */
function shows(part, offset) {
  return offset < part.from + part.length && offset + SECOND > part.from;
}

/** @param {Part} part @param {number} offset */
function within(part, offset) {
  return part.start + Math.min(Math.max(offset - part.from, 0), part.length);
}
