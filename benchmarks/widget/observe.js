// In every measured page, before its own scripts: what the browser tells of it, and when something is there to be seen.
(() => {
  const PATIENCE_MS = 20_000;
  const seen = { longTasks: [], shifts: 0, paint: 0, interactive: 0, action: 0 };
  const watch = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch("longtask", ({ duration }) => seen.longTasks.push(duration));
  watch("layout-shift", ({ value, hadRecentInput }) => (seen.shifts += hadRecentInput ? 0 : value));
  watch("paint", ({ name, startTime }) => name === "first-contentful-paint" && (seen.paint = startTime));
  for (const type of ["click", "keydown"]) {
    addEventListener(type, ({ isTrusted, timeStamp }) => isTrusted && (seen.action = timeStamp), true);
  }

  // The element at the end of a path of selectors; each leads into the next one's shadow root, if it has one.
  const find = (path) => path.reduce((root, selector) => {
    const element = root?.querySelector(selector);
    return element?.shadowRoot && selector !== path.at(-1) ? element.shadowRoot : element;
  }, document);
  const usable = (path) => {
    const element = find(path);
    if (!element || element.disabled || !element.checkVisibility({ visibilityProperty: true })) return false;
    const { width, height, right, bottom } = element.getBoundingClientRect();
    return width > 0 && height > 0 && right > 0 && bottom > 0;
  };
  const says = (path, text) => {
    const element = find(path);
    return Boolean((element?.shadowRoot ?? element)?.textContent.includes(text));
  };
  // Looked for with every frame, as the visitor would.
  const when = (path, there) => new Promise((done, fail) => {
    const until = performance.now() + PATIENCE_MS;
    const look = () => {
      const now = performance.now();
      if (there()) done(now);
      else if (now > until) fail(new Error(`'${path.join(" ")}' wasn't there, or didn't answer, within ${PATIENCE_MS} ms.`));
      else requestAnimationFrame(look);
    };
    look();
  });

  globalThis.observed = {
    seen,
    find,
    usable: (path) => when(path, () => usable(path)),
    says: (path, text) => when(path, () => says(path, text)),
  };
})();
