// What axe finds wrong with a page, or with a part of it: by all its rules, or by some.
// Rules of colour take most of the time, and say the same of all that looks alike: they are asked of so many (`most`)
// of each way to look, and where `wanted` says which ways (of the numbers that `looks` gave last), of those alone.
// Lists of links that are `known` (numbers that `listed` gave) are left out, but where a way that is wanted is in one.
// All is asked in one run: before it asks anything, axe measures the whole page, in each run anew.
"use strict";

(() => {
  const OF_COLOUR = ["color-contrast", "link-in-text-block"];

  const number = (text) => {
    let [one, other] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at++) {
      one = Math.imul(one ^ text.charCodeAt(at), 2654435761);
      other = Math.imul(other ^ text.charCodeAt(at), 1597334677);
    }
    one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
    other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
    return 4294967296 * (2097151 & other) + (one >>> 0);
  };
  // What tells a link from the words that it stands among, if it does.
  const amongWords = (link, style) => {
    let block = link.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    if (block.textContent.trim().length <= link.textContent.trim().length) return "";
    return [getComputedStyle(block).color, style.textDecorationLine, style.borderBottomStyle, style.fontStyle].join();
  };
  const says = (one) =>
    one.matches("input, select, textarea, button") ||
    [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  // Everything that colours come from: what it is, its classes, its style, and all that is painted or placed behind it.
  const met = (one, around = 0, found = new Map()) => {
    if (!one.checkVisibility()) return found; // nor is anything in it
    const style = getComputedStyle(one);
    const { backgroundColor, backgroundImage, opacity, position } = style;
    const own = [one.tagName, one.getAttribute("class")];
    const isPlain = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none" && opacity === "1" && position === "static";
    const behind = isPlain ? around : number([around, ...own, backgroundColor, backgroundImage, opacity, position].join(" "));
    if (style.visibility === "visible" && says(one)) {
      const { color, textShadow, fontSize, fontWeight } = style;
      const place = one.matches("a[href]") && amongWords(one, style);
      const way = number([behind, ...own, place, ...one.getAttributeNames(), color, textShadow, fontSize, fontWeight].join(" "));
      if (!found.has(way)) found.set(way, []);
      found.get(way).push(one);
    }
    for (const child of one.children) met(child, behind, found);
    return found;
  };

  // The rules of colour are for these elements alone; axe itself still says which of them they are about.
  let asked = new Set();
  for (const rule of axe._audit.rules.filter((one) => OF_COLOUR.includes(one.id))) {
    const isAbout = rule.matches;
    rule.matches = (node, ...more) => asked.has(node) && isAbout.call(rule, node, ...more);
  }

  const run = async (where, more) => {
    const options = {
      resultTypes: ["violations"],
      preload: { assets: ["media"] }, // the style sheets would be loaded once more for a rule that is off
      ...more,
    };
    const { violations } = await axe.run(where, options);
    return violations.map(({ id, help, nodes }) => ({ id, help, html: nodes[0].html.slice(0, 160) }));
  };

  let last = new Map();

  // A number for each way in which words on the page look now.
  globalThis.looks = (part) => [...(last = met(document.querySelector(part))).keys()];

  // A number for the style sheets of the page: those it asks for and those that stand in it.
  globalThis.dress = () => number([...document.styleSheets].map((one) => one.href ?? one.ownerNode.textContent).join());

  const lists = () => [...document.querySelectorAll("nav ul")].map((list) => [number(list.outerHTML), list]);
  // A number for each list of links to other pages, with all that stands in it.
  globalThis.listed = () => lists().map(([one]) => one);

  globalThis.barriers = async (part, rules, most, wanted = globalThis.looks(part), known = []) => {
    const some = wanted.flatMap((way) => last.get(way).slice(0, most));
    asked = new Set(some);
    if (rules.length && rules.every((rule) => OF_COLOUR.includes(rule)))
      return some.length ? run({ include: some }, { runOnly: rules }) : [];
    const include = [document.querySelector(part)];
    const exclude = lists().flatMap(([one, list]) =>
      known.includes(one) && !some.some((each) => list.contains(each)) ? [list] : [],
    );
    const where = exclude.length ? { include, exclude } : { include };
    return run(where, rules.length ? { runOnly: rules } : { rules: { "target-size": { enabled: true } } });
  };
})();
