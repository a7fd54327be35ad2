// @ts-check
/// <reference lib="dom" />
/** Keeps what the cut desk says of the clip up to date while something is being made for it. */

const POLL_MS = 2000;

/** @param {ParentNode} within */
function now(within) {
  const found = within.querySelector(".clip-now");
  return found instanceof HTMLElement ? found : null;
}

/** The rest of the page is left alone: somebody may be at work in it. @param {HTMLElement} panel */
async function look(panel) {
  const answer = await fetch(panel.dataset.look ?? "");
  // Signed out meanwhile, or the server restarts: the next look tells.
  if (!answer.ok || answer.redirected) return;
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = now(parsed), shown = now(panel);
  if (!fresh || !shown || fresh.dataset.version === shown.dataset.version) return;
  const hadFocus = panel.contains(document.activeElement);
  shown.replaceWith(document.adoptNode(fresh));
  if (hadFocus) panel.focus();
  const said = document.getElementById("clip-said");
  if (said) said.textContent = fresh.querySelector("[data-headline]")?.textContent ?? "";
}

/** @param {HTMLElement} panel */
async function keepLooking(panel) {
  if (now(panel)?.dataset.underWay === undefined) return;
  if (!document.hidden) await look(panel).catch((reason) => console.warn(reason));
  setTimeout(() => keepLooking(panel), POLL_MS);
}

const panel = document.getElementById("clip");
if (panel) setTimeout(() => keepLooking(panel), POLL_MS);
