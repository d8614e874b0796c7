/*
 * Judges a page, as often as it is asked; `AXE` is loaded when a page is judged first.
 *
 * Contrast is three quarters of the work, so a look is judged until it has passed once: what a piece of text
 * is and what it stands in, its colours and letters, and whatever is painted below it.
 */
(() => {
  const PAINT = ["backgroundColor", "backgroundImage", "filter", "mixBlendMode", "opacity", "position"];
  const NOTHING = "rgba(0, 0, 0, 0),none,none,normal,1,static";
  const LETTERS = ["color", "fontSize", "fontWeight", "textShadow", "textTransform"];
  const FIELDS = "input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea";
  let elements;

  globalThis.judged = async () => {
    if (!globalThis.axe) load();
    const { violations } = await run(document, { rules: { "color-contrast": { enabled: false } } });
    elements = looks();
    return { violations, looks: [...elements.keys()] };
  };

  globalThis.judgedInContrast = async (wanted) => {
    const include = wanted.map((look) => elements.get(look)).filter((element) => element.isConnected);
    if (!include.length) return { violations: [], passed: [] }; /* a message that went meanwhile: judged where it stands */
    const { violations, passes } = await run({ include }, { runOnly: ["color-contrast"], elementRef: true });
    const passed = new Set(passes.flatMap(({ nodes }) => nodes.map(({ element }) => element)));
    return { violations: violations.map(plain), passed: wanted.filter((look) => passed.has(elements.get(look))) };
  };

  const run = (context, options) => axe.run(context, { resultTypes: ["violations", "passes"], ...options });

  /* An element cannot leave the page. */
  const plain = (violation) => JSON.parse(JSON.stringify(violation, (name, value) => (name === "element" ? null : value)));

  /* The first element in each look. */
  function looks() {
    const found = new Map();
    const painted = new Map([[null, ""]]);
    for (const element of speaking()) {
      const look = `${kind(element.parentElement)}>${kind(element)} ${of(element, LETTERS)} ${below(element, painted)}`;
      if (!found.has(look)) found.set(look, element);
    }
    return found;
  }

  function speaking() {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const all = new Set(document.querySelectorAll(FIELDS));
    while (texts.nextNode()) if (texts.currentNode.data.trim()) all.add(texts.currentNode.parentElement);
    return [...all].filter(isSeen);
  }

  function isSeen(element) {
    const { width, height, right, bottom } = element.getBoundingClientRect();
    const hasRoom = width > 1 && height > 1 && right + scrollX > 0 && bottom + scrollY > 0;
    return hasRoom && element.checkVisibility({ visibilityProperty: true });
  }

  const kind = ({ tagName, className, type = "" }) => `${tagName}.${className}${type}`;

  function of(element, names) {
    const style = getComputedStyle(element);
    return names.map((name) => style[name]).join();
  }

  function below(element, painted) {
    if (!painted.has(element)) {
      const own = of(element, PAINT);
      painted.set(element, (own === NOTHING ? "" : `${own};`) + below(element.parentElement, painted));
    }
    return painted.get(element);
  }

  function load() {
    AXE;
  }
})();
