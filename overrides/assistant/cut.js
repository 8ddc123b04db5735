// Which parts of a reply are written for other cases: asked as generator/agreement/cutting.py asks it, of the conditions
// that generator/publish/known.py makes of its marks. tests/assistant/test_cutting.py proves the two equal.
"use strict";

/** Of a case, what is told and what decide.js finds: whether a part with this condition says nothing about it. */
globalThis.samepageCut = ({ facts, events }, found) => {
  /** Of a country any state may be meant; a state is in its country. Undefined where it is not known. */
  const fits = (values, said) =>
    said && (said.some((one) => values.includes(one) || values.includes(one.split("-")[0])) || (said.some((one) => values.some((value) => value.startsWith(`${one}-`))) ? undefined : false));
  const saidOf = (option, name) => {
    const [family, own] = name.split(".");
    return [option[name] ?? (own ? option[family]?.[own] : found[name]) ?? []].flat().map((one) => one.name ?? one.rule ?? one);
  };
  const saidIn = (name) => {
    const day = events[name];
    const said = facts[name] ?? (day && day !== "not_yet" ? "happened" : day);
    return said && [said].flat();
  };
  return ([denied, ofCase, ofDecision]) => {
    const asked = Object.entries(ofDecision);
    const isAll = (option) => asked.every(([name, values]) => saidOf(option, name).some((one) => values.includes(one)));
    const all = Object.entries(ofCase).map(([name, values]) => fits(values, saidIn(name)));
    const { options = [] } = found;
    if (asked[0]) all.push(options[0] && options.some(isAll));
    const holds = all.includes(false) ? false : all.includes(undefined) ? undefined : true;
    return holds === denied;
  };
};
