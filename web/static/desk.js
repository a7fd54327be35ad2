/** Keeps the desk's recordings up to date while something is under way. */

const POLL_MS = 2000;

/**
 * @typedef {object} Shown
 * @property {number} id
 * @property {string} state
 * @property {string} headline
 * @property {string} detail
 * @property {number | null} percent
 * @property {string} step_text
 * @property {string} message
 * @property {string} look_again
 */

/** @param {Element} box @param {string} part @param {string} text */
function write(box, part, text) {
  const element = box.querySelector(`[data-part="${part}"]`);
  if (element && element.textContent !== text) element.textContent = text;
}

/** @param {Element} box @param {Shown} shown */
function update(box, shown) {
  write(box, "headline", shown.headline);
  write(box, "step", shown.step_text);
  write(box, "detail", shown.detail);
  write(box, "message", `${shown.message} ${shown.look_again}`.trim());
  const bar = box.querySelector("progress");
  if (!bar) return;
  bar.setAttribute("aria-label", shown.headline);
  if (shown.percent === null) bar.removeAttribute("value");
  else bar.value = shown.percent;
}

/** @param {HTMLElement} live */
async function look(live) {
  const answer = await fetch(live.dataset.progress ?? "", {
    headers: { accept: "application/json" },
  });
  // Signed out meanwhile: the page asks to sign in, and comes back.
  if (answer.redirected) location.reload();
  if (!answer.ok || answer.redirected) return;
  /** @type {{recordings: Shown[]}} */
  const { recordings } = await answer.json();
  for (const shown of recordings) {
    const box = live.querySelector(`[data-recording="${shown.id}"]`);
    if (!box) continue;
    // Buttons and rows change with the state: the server draws them.
    if (box.getAttribute("data-state") !== shown.state) {
      location.reload();
      return;
    }
    update(box, shown);
  }
}

/** @param {HTMLElement} live */
async function keepLooking(live) {
  if (!document.hidden) {
    // The server may be restarting; the next look tells.
    await look(live).catch((reason) => console.warn(reason));
  }
  setTimeout(() => keepLooking(live), POLL_MS);
}

const live = document.getElementById("live");
if (live) setTimeout(() => keepLooking(live), POLL_MS);
