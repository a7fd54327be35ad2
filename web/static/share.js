// @ts-check
/// <reference lib="dom" />
/** Handing the session on: its link, from now on or from the beginning, and the code to embed it. */

import { clock } from "./clock.js";
import { found } from "./controls.js";
import { linkTo } from "./links.js";
import { copy } from "./telling.js";

/** @typedef {import("./playback.js").Playback} Playback */

export class Share {
  #shown = -1;

  /**
   * @param {HTMLElement} box
   * @param {Playback} playback
   */
  constructor(box, playback) {
    this.playback = playback;
    this.link = found(box, "#share-link", HTMLInputElement);
    this.embed = found(box, "#share-embed", HTMLTextAreaElement);
    this.isFromNow = found(box, "#share-now", HTMLInputElement);
    this.time = found(box, ".share-time", HTMLElement);
    this.addresses = { page: this.link.value, embed: box.dataset.embed ?? "" };
    this.code = this.embed.value;
    this.done = { link: box.dataset.done, embed: box.dataset.doneEmbed };
    this.title = box.dataset.title ?? document.title;
    this.#listen(box);
  }

  /** The time goes on in the link as long as it is asked for. */
  show() {
    const seconds = Math.floor(this.playback.position / 1000);
    if (seconds === this.#shown) return;
    this.#shown = seconds;
    this.time.textContent = clock(this.playback.position);
    if (this.isFromNow.checked) this.#write();
  }

  /** Copy the link of this moment, whatever is chosen in the box. */
  copyNow() {
    copy(this.#at(this.addresses.page, true), this.done.link);
  }

  /** @param {HTMLElement} box */
  #listen(box) {
    this.isFromNow.addEventListener("change", () => this.#write());
    for (const field of [this.link, this.embed]) {
      field.addEventListener("focus", () => field.select());
    }
    const copyLink = found(box, "[data-share=link]", HTMLButtonElement);
    copyLink.addEventListener("click", () => copy(this.link.value, this.done.link));
    const copyCode = found(box, "[data-share=embed]", HTMLButtonElement);
    copyCode.addEventListener("click", () => copy(this.embed.value, this.done.embed));
    const send = found(box, "[data-share=send]", HTMLButtonElement);
    send.hidden = !("share" in navigator);
    send.addEventListener("click", () => {
      navigator.share({ title: this.title, url: this.link.value }).catch(() => {
        // The reader thought better of it.
      });
    });
  }

  #write() {
    const isFromNow = this.isFromNow.checked;
    this.link.value = this.#at(this.addresses.page, isFromNow);
    const embedded = this.#at(this.addresses.embed, isFromNow).replaceAll("&", "&amp;");
    this.embed.value = this.code.replace(this.addresses.embed, embedded);
  }

  /** @param {string} address @param {boolean} isFromNow */
  #at(address, isFromNow) {
    const { parts, position } = this.playback;
    return isFromNow ? linkTo(address, parts, position) : address;
  }
}
