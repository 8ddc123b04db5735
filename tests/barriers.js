// What axe finds wrong with a page, or with a part of it: by all its rules, or by some.
// Rules of colour take most of the time, and say the same of all that looks alike: with `most` they are asked of so
// many of each, without it of every element.
"use strict";

globalThis.barriers = async (part, rules, most) => {
  const OF_COLOUR = ["color-contrast", "link-in-text-block"];
  const root = document.querySelector(part);

  const looks = (one) => {
    const { color, backgroundColor, fontSize, fontWeight } = getComputedStyle(one);
    const names = one.getAttributeNames().map((name) => (name === "class" ? one.className : name));
    return [one.tagName, ...names, color, backgroundColor, fontSize, fontWeight].join(" ");
  };
  const says = (one) =>
    one.matches("input, select, textarea, button") ||
    [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const few = (one, above, met, found) => {
    const way = `${above} > ${looks(one)}`;
    if (says(one)) {
      met.set(way, (met.get(way) ?? 0) + 1);
      if (met.get(way) <= most) found.push(one);
    }
    for (const child of one.children) few(child, way, met, found);
    return found;
  };

  const run = async (where, more) => {
    const options = {
      resultTypes: ["violations"],
      preload: { assets: ["media"] }, // the style sheets would be loaded once more for a rule that is off
      ...more,
    };
    const { violations } = await axe.run(where, options);
    return violations.map(({ id, help, nodes }) => ({ id, help, html: nodes[0].html.slice(0, 160) }));
  };

  const off = most ? Object.fromEntries(OF_COLOUR.map((rule) => [rule, { enabled: false }])) : {};
  const whole = most ? rules.filter((rule) => !OF_COLOUR.includes(rule)) : rules;
  const colours = most ? OF_COLOUR.filter((rule) => !rules.length || rules.includes(rule)) : [];
  const found = [];
  if (!rules.length) found.push(...(await run(root, { rules: { "target-size": { enabled: true }, ...off } })));
  else if (whole.length) found.push(...(await run(root, { runOnly: whole })));
  const include = colours.length ? few(root, "", new Map(), []) : [];
  if (include.length) found.push(...(await run({ include }, { runOnly: colours })));
  return found;
};
