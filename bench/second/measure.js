// Says what of every marked part ([data-m]) stands whole in its view, after scrolling the view.
(async () => {
  await document.fonts.ready;
  await Promise.all([...document.images].map((one) => one.decode().catch(() => null)));
  const view = document.querySelector("[data-view]");
  if (!view) return [];
  const parts = () => [...document.querySelectorAll("[data-m]")];
  const edge = () => {
    const box = view.getBoundingClientRect();
    return [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  };
  // A line counts by its letters (the em box), not by its leading.
  const share = (rect, size) => {
    const [top, bottom] = edge(), middle = (rect.top + rect.bottom) / 2;
    const from = middle - size * 0.5, to = middle + size * 0.46;
    return (Math.min(to, bottom) - Math.max(from, top)) / (to - from);
  };
  const letters = (field) => {
    const found = [], walk = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode, text = node.data;
      const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
      for (let i = 0; i < text.length; ) {
        const letter = String.fromCodePoint(text.codePointAt(i)), range = document.createRange();
        range.setStart(node, i);
        range.setEnd(node, (i += letter.length));
        const rect = range.getClientRects()[0] || range.getBoundingClientRect();
        found.push([letter, letter === "\n" || rect.height === 0 ? null : share(rect, size)]);
      }
    }
    return found;
  };
  const fields = (part) => [...part.querySelectorAll("[data-f]")];
  const overflows = () => view.scrollHeight > view.clientHeight + 1;
  if (view.dataset.fit) {
    const order = view.dataset.fit === "head" ? parts() : parts().reverse();
    for (const part of order) {
      if (!overflows()) break;
      part.style.display = "none";
    }
  } else {
    view.scrollTop = view.dataset.scroll === "end" ? 1e6 : Number(view.dataset.scroll || 0);
    // No line may be cut so near its edge that one eye calls it whole and another doesn't.
    const doubtful = () =>
      parts().some((part) => fields(part).some((field) => letters(field).some(
        ([, f]) => f !== null && f > 0 && f < 1 && (f > 0.68 || f < 0.25))));
    for (let i = 0; i < 24 && doubtful(); i += 1) view.scrollTop -= 1.5;
  }
  return parts().map((part) => {
    const [top, bottom] = edge();
    const rect = (part.querySelector("[data-b]") || part).getBoundingClientRect();
    const out = rect.height === 0 || rect.bottom <= top + 0.5 || rect.top >= bottom - 0.5;
    const whole = rect.top >= top - 0.5 && rect.bottom <= bottom + 0.5;
    const seen = {};
    for (const field of fields(part)) {
      const all = letters(field);
      const shown = all.filter(([, f]) => f === null || f > 0.97).map(([letter]) => letter);
      // A card's words stand in several fields of one name, one below another.
      const name = field.dataset.f, before = seen[name] || { text: "", whole: true };
      seen[name] = {
        text: (before.text + "\n" + shown.join("")).replace(/^\n+|\n+$/g, ""),
        whole: before.whole && shown.length === all.length,
      };
    }
    return { part: Number(part.dataset.m), state: out ? "out" : whole ? "whole" : "cut", seen };
  });
})()
