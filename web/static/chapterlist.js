// @ts-check
/// <reference lib="dom" />
/** The list of chapters: a press goes there, and the one that is on is marked. */

/** @typedef {import("./playback.js").Playback} Playback */

export class ChapterList {
  /**
   * @param {HTMLElement} list
   * @param {Playback} playback
   */
  constructor(list, playback) {
    this.links = /** @type {HTMLAnchorElement[]} */ ([...list.querySelectorAll("a[data-at]")]);
    list.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[data-at]") : null;
      const isMeantOtherwise = event.ctrlKey || event.metaKey || event.shiftKey;
      if (!(link instanceof HTMLAnchorElement) || isMeantOtherwise) return;
      event.preventDefault();
      playback.seek(Number(link.dataset.at));
      playback.play();
      history.replaceState(null, "", link.href);
    });
  }

  /** @param {number} position */
  show(position) {
    const now = this.links.findLast((link) => Number(link.dataset.at) <= position);
    for (const link of this.links) {
      if (link === now) link.ariaCurrent = "true";
      else if (link.ariaCurrent) link.ariaCurrent = null;
    }
  }
}
