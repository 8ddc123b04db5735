// What the policy grants, as far as only staff may know it: every reason with what it beat, who approves, what holds
// towards the seller, escalations. decide.js takes it in where it is loaded before.
"use strict";

globalThis.samepageInside = (tools) => {
  const { program, text, unique, pick, isTerm, attempt, ends, meets, eventsOf, untilsOf, named, basesOf, valueOf, grant, deadline, gridBeside } = tools;
  const { terms, ladders } = program;
  const NEVER = 1e7;

  const reasonsOf = ({ options, whole, madeBy }, values) => {
    const found = [];
    const note = (facet, { match, beat }, used, where = []) => {
      const paths = used.filter((term) => values[term].path.length);
      const of = (terms, what) => Object.fromEntries(terms.map((term) => [term, what(values[term])]));
      found.push({
        rule: match.rule.id,
        facet,
        band: match.own ? match.band + 1 : null,
        beat,
        terms: of(used, ({ leaf }) => leaf.text),
        ...(paths[0] && { paths: of(paths, ({ path }) => path) }),
        ...(where.length && { options: where }),
      });
    };
    for (const source of madeBy) note("offer", source, untilsOf(source.match));
    for (const name in whole) for (const source of whole[name].sources) note(name, source, named(whole[name]));
    for (const name of unique(options.flatMap(([, sets]) => Object.keys(sets))).sort()) {
      const said = new Map();
      options.forEach(([, sets], at) => {
        for (const source of sets[name]?.sources ?? []) {
          const key = text([source.match.at, sets[name].text, source.beat]);
          if (!said.has(key)) said.set(key, [source, sets[name], []]);
          said.get(key)[2].push(at);
        }
      });
      for (const [source, set, where] of said.values()) note(name, source, named(set), where.length < options.length ? where : []);
    }
    return found;
  };
  /** The role that approves: of a ladder the first rung that the largest amount does not pass. */
  const approver = (name, options, classes, facts) => {
    if (!rungsOf(name)) return name;
    const price = basesOf(facts)("item_price");
    const amounts = options.flatMap(({ amount }) => (amount ? [amount[1]] : []));
    if (!amounts.length && price) amounts.push(price[1]);
    const rungs = ladders[name];
    if (!amounts.length || amounts.includes(null)) return rungs[1] ? name : rungs[0][0];
    const rung = rungs.find(([, upTo]) => !upTo || Math.max(...amounts) <= valueOf(upTo, classes).leaf.low);
    return rung ? rung[0] : name;
  };
  let grid;
  /** The escalations whose clock has started, as far as they stand and are the same whatever is not known. */
  const dueOf = (situation, candidates) => {
    grid ??= gridBeside(program.escalations);
    const cells = [...grid.cells(candidates)].map(([bits, chosen]) => [grid.matching(bits).map(({ rule }) => rule), Object.fromEntries(chosen)]);
    return program.escalations.flatMap((one) => {
      const { id, role, by, facets: { offer = null, ...said } } = one;
      if (!cells.every(([standing]) => standing.includes(one))) return [];
      const values = {};
      for (const term of [by, ...Object.values(said).filter(isTerm).map((one) => one.slice(1))]) {
        const found = cells.map(([, classes]) => valueOf(term, classes));
        if (new Set(found.map(({ leaf }) => leaf.text)).size > 1) return [];
        values[term] = found[0];
      }
      const { events, now } = situation;
      const hasBegun = terms[by].flatMap(({ leaf }) => eventsOf(leaf)).some((event) => events.get(event)?.day);
      const end = attempt(() => ends(values[by].leaf, events, now), () => null);
      if (!hasBegun || !end || end.day === NEVER) return [];
      const sets = Object.fromEntries(Object.entries(said).map(([name, text]) => [name, { text }]));
      const { option } = grant("", sets, values, situation);
      const then = {};
      for (const name in said) {
        const [family, own] = name.split(".");
        then[name] = family === "refund" ? option.refund[own] : option[name];
      }
      return { escalation: id, role, by: deadline(values[by], situation), is_over: !meets(now, end), then: { offer, ...then } };
    });
  };

  const rungsOf = (name) => (Object.hasOwn(ladders, name ?? "") ? ladders[name] : undefined);
  const partOf = ({ whole }, granted, values, classes, situation) => {
    const rest = grant("", whole, values, situation);
    const seller = [rest, ...granted].map(({ option, charges }) => ({ ...pick(option, (name) => /^(bears|appeal)$/.test(name)), ...charges }));
    return {
      approval: approver(whole.approval?.text ?? null, granted, classes, situation.facts),
      reply: whole.reply?.text ?? null,
      seller: Object.assign({}, ...seller),
    };
  };
  /** The whole, in the shape of `samepage decide --format json`. */
  const whole = (buyer, seller, situation, candidates) => {
    const isUncovered = buyer.problem?.kind === "uncovered" && seller.outcome;
    const isBuyers = buyer.outcome || buyer.needs[0] || (buyer.problem && !isUncovered);
    const told = (part) => ({ ...part, problem: part.problem?.kind ?? null });
    const { bears = null, appeal = null, ...charges } = seller.seller;
    const { outcome, evidence, reply, because, needs, possible, problem } = told(seller);
    return {
      ...told(isBuyers ? buyer : seller),
      bears,
      appeal,
      charges: Object.values(charges),
      due: dueOf(situation, candidates),
      seller: isBuyers ? { outcome, evidence, reply, because, needs, possible, problem } : undefined,
    };
  };
  return { nothing: { approval: null, reply: null, seller: {} }, reasonsOf, rungsOf, partOf, whole };
};
