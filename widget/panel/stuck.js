/** What sticks to the edges of a scroller must not hide what is scrolled to. */

/**
 * @param {HTMLElement[]} elements
 * @returns {number} CSS pixels that those of them cover that stick, as the style sheet decides by the room there is
 */
export function stuckHeight(elements) {
  const stuck = elements.filter((element) => getComputedStyle(element).position === "sticky");
  return stuck.reduce((sum, element) => sum + element.offsetHeight, 0);
}

/**
 * Let the browser, too, scroll what gets the focus clear of them.
 * @param {HTMLElement} scroller
 * @param {HTMLElement[]} atTop
 * @param {HTMLElement[]} atBottom
 */
export function keepClear(scroller, atTop, atBottom) {
  const observer = new ResizeObserver(() => {
    scroller.style.scrollPaddingBlock = `${stuckHeight(atTop)}px ${stuckHeight(atBottom)}px`;
  });
  for (const element of [scroller, ...atTop, ...atBottom]) observer.observe(element);
}
