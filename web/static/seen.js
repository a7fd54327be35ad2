// @ts-check
/// <reference lib="dom" />
/** Telling the style sheet what only scripts know: what a phone's keyboard leaves to be seen. */

/**
 * Keep `--stage` (how high the player stands) and `--seen` (how much of the page is seen) right.
 *
 * @param {HTMLElement} stage
 */
export function measureWhatIsSeen(stage) {
  const root = document.documentElement.style;
  new ResizeObserver(() => root.setProperty("--stage", `${stage.offsetHeight}px`)).observe(stage);
  const view = globalThis.visualViewport;
  const measure = () => root.setProperty("--seen", `${view?.height ?? innerHeight}px`);
  view?.addEventListener("resize", measure);
  measure();
}
