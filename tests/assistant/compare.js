// What a script answers otherwise than Python: for Node and for a page. Keys may stand in any order.
"use strict";

globalThis.differences = (start, sets, most) => {
  const ordered = (value) => {
    if (Array.isArray(value)) return value.map(ordered);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.keys(value).sort().map((key) => [key, ordered(value[key])]));
  };
  const text = (value) => JSON.stringify(ordered(value));
  // In which order buyers are told reasons is no part of the decision.
  // Nor is of what is only possible: a page shows its rows, Python gives none.
  const told = (name, { because: given, ...answer }, because = answer.needs?.[0] ? [] : given) => (name === "public" ? { ...answer, because: because.map(text).sort() } : { ...answer, because });
  const answered = (run) => {
    try {
      return run();
    } catch (error) {
      return { error: String(error.stack) };
    }
  };
  const found = [];
  for (const { name, program, vectors } of sets) {
    const ready = answered(() => start(program));
    for (const vector of vectors) {
      const { situation, answer } = vector;
      vector.text ??= text(told(name, answer)); // once for all scripts that are asked
      const own = ready.error ? ready : answered(() => ready.decide(situation));
      if (!own.error && text(told(name, own)) === vector.text) continue;
      const keys = Object.keys({ ...own, ...answer }).filter((key) =>  text(own[key]) !== text(answer[key]));
      const of = (from) => Object.fromEntries(keys.map((key) => [key, from[key]]));
      found.push({ name, situation, script: of(own), python: of(answer) });
      if (found.length >= most) return found;
    }
  }
  return found;
};
