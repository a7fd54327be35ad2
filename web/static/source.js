// @ts-check
/// <reference lib="dom" />
/** Getting a playlist into a video: by the browser itself where that is sound, else by hls.js. */

const HLS_TYPE = "application/vnd.apple.mpegurl";
const TRIES = 3;
/** How much later than recording time the clock of every packed file is. */
const LEAD_SECONDS = 10;
/** No browser jumps over more to what is loaded. */
const JUMPED_SECONDS = 0.3;

/**
 * What is told of a source while it plays.
 *
 * @typedef {object} Told
 * @property {(milliseconds: number, part: number) => void} began Recording time of the media's
 *   second 0, for the part behind so many discontinuities.
 * @property {() => void} failed It can't be played.
 */

/**
 * The same clip for two kinds of players.
 *
 * @typedef {object} Playlists
 * @property {string} own For hls.js, which asks for exactly the ranges that are listed.
 * @property {string} any For the browser's own player, which may read on.
 */

/**
 * Attach the playlist, ready to play from `startSeconds` of it.
 *
 * @param {HTMLVideoElement} video
 * @param {Playlists} playlists
 * @param {string} hlsModule Where hls.js lies.
 * @param {number} startSeconds
 * @param {Told} told
 */
export async function attach(video, playlists, hlsModule, startSeconds, told) {
  if (playsNatively(video)) {
    playNatively(video, playlists.any, told);
    return;
  }
  const { default: Hls } = await import(hlsModule);
  if (Hls.isSupported()) {
    playByHls(Hls, video, playlists.own, startSeconds, told);
  } else if (video.canPlayType(HLS_TYPE)) {
    playNatively(video, playlists.any, told);
  } else {
    told.failed();
  }
}

/**
 * The smallest picture that is as wide as its place, or -1 where none is: then the largest will do.
 *
 * hls.js has a switch for this (`capLevelToPlayerSize`), which throws away what is loaded.
 *
 * @param {{width: number}[]} levels From small to large.
 * @param {number} width In CSS pixels: a phone's finer ones would ask for more than one sees.
 */
function enough(levels, width) {
  return levels.findIndex((level) => level.width >= width);
}

/**
 * Only Apple's browsers have ManagedMediaSource. Chromium too says "maybe" to HLS, but plays it
 * less reliably than hls.js does.
 *
 * @param {HTMLVideoElement} video
 */
function playsNatively(video) {
  return "ManagedMediaSource" in globalThis && video.canPlayType(HLS_TYPE) !== "";
}

/**
 * @param {HTMLVideoElement} video
 * @param {string} playlist
 * @param {Told} told
 */
function playNatively(video, playlist, told) {
  video.addEventListener("error", told.failed);
  video.src = playlist;
  video.load();
}

/**
 * @param {any} Hls The class; its types are not part of the pages.
 * @param {HTMLVideoElement} video
 * @param {string} playlist
 * @param {number} startSeconds
 * @param {Told} told
 */
function playByHls(Hls, video, playlist, startSeconds, told) {
  // A tolerance would make a seek close to a keyframe land in the fragment after it.
  const hls = new Hls({ startPosition: startSeconds, maxFragLookUpTolerance: 0 });
  let left = TRIES;
  const fit = () => {
    hls.autoLevelCapping = enough(hls.levels, video.clientWidth);
  };
  hls.on(Hls.Events.MANIFEST_PARSED, () => {
    fit();
    hls.startLevel = hls.maxAutoLevel;
    new ResizeObserver(fit).observe(video);
  });
  hls.on(
    Hls.Events.INIT_PTS_FOUND,
    (
      /** @type {string} */ _name,
      /** @type {{initPTS: number, timescale: number, frag: {cc: number}}} */ found,
    ) => told.began((found.initPTS / found.timescale - LEAD_SECONDS) * 1000, found.frag.cc),
  );
  hls.on(
    Hls.Events.ERROR,
    (/** @type {string} */ _name, /** @type {{fatal: boolean, type: string}} */ error) => {
      if (!error.fatal) return;
      left -= 1;
      if (left < 0) {
        hls.destroy();
        told.failed();
      } else if (error.type === Hls.ErrorTypes.MEDIA_ERROR) {
        hls.recoverMediaError();
      } else {
        hls.startLoad();
      }
    },
  );
  hls.loadSource(playlist);
  hls.attachMedia(video);
  showWhatIsWanted(video);
}

/**
 * A browser that is sent to a picture it has not loaded shows one a little later, if that is loaded:
 * Chromium jumps over the length of two pictures. So it is sent there again once it has the picture.
 *
 * @param {HTMLVideoElement} video
 */
function showWhatIsWanted(video) {
  let isJumpedOver = false;
  const showAgain = () => {
    if (!isJumpedOver || video.seeking || isJustBefore(video)) return;
    isJumpedOver = false;
    const wanted = video.currentTime;
    if (video.paused) video.currentTime = wanted;
  };
  video.addEventListener("seeking", () => {
    isJumpedOver = isJustBefore(video);
  });
  video.addEventListener("seeked", showAgain);
  video.addEventListener("progress", showAgain);
}

/**
 * Whether what is loaded begins a little later than this moment.
 *
 * @param {HTMLVideoElement} video
 */
function isJustBefore({ buffered, currentTime }) {
  for (let number = 0; number < buffered.length; number++) {
    const later = buffered.start(number) - currentTime;
    if (later > 0 && later < JUMPED_SECONDS) return true;
  }
  return false;
}
