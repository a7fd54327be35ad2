// @ts-check
/// <reference lib="dom" />
/**
 * The picture in a window of its own. Our captions stay behind then, and on phones that give the
 * full screen to the bare video: the browser's own take their place.
 */

import { tell } from "./telling.js";

/** @typedef {import("./playback.js").Playback} Playback */

export class OwnWindow {
  /**
   * @param {HTMLButtonElement} button
   * @param {Playback} playback
   * @param {() => string[]} chosen The languages of the captions that are on.
   */
  constructor(button, playback, chosen) {
    this.button = button;
    this.playback = playback;
    this.video = playback.video;
    this.chosen = chosen;
    button.hidden = !document.pictureInPictureEnabled;
    this.#listen();
  }

  /** Into a window of its own, or back. */
  async toggle() {
    if (this.button.hidden) return;
    try {
      if (document.pictureInPictureElement) await document.exitPictureInPicture();
      else await this.#open();
    } catch {
      tell(this.button.dataset.refused);
    }
  }

  /** Only a video that knows its size may have a window. */
  async #open() {
    this.playback.load();
    if (this.video.readyState === 0) {
      await new Promise((done) => {
        this.video.addEventListener("loadedmetadata", done, { once: true });
        this.playback.addEventListener("failed", done, { once: true });
      });
    }
    await this.video.requestPictureInPicture();
  }

  #listen() {
    const { button, video } = this;
    button.addEventListener("click", () => this.toggle());
    for (
      const [enters, leaves] of /** @type {const} */ ([
        ["enterpictureinpicture", "leavepictureinpicture"],
        ["webkitbeginfullscreen", "webkitendfullscreen"],
      ])
    ) {
      video.addEventListener(enters, () => this.#showCaptions(true));
      video.addEventListener(leaves, () => this.#showCaptions(false));
    }
    video.addEventListener("enterpictureinpicture", () => {
      button.ariaPressed = "true";
    });
    video.addEventListener("leavepictureinpicture", () => {
      button.ariaPressed = "false";
    });
  }

  /** @param {boolean} areShown */
  #showCaptions(areShown) {
    const languages = areShown ? this.chosen() : [];
    for (const track of this.video.textTracks) {
      track.mode = languages.includes(track.language) ? "showing" : "disabled";
    }
  }
}
