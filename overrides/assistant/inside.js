// What the policy grants, as far as only staff may know it: every reason with what it beat, who approves, what holds
// towards the seller, escalations. decide.js takes it in where it is loaded before.
"use strict";

globalThis.samepageInside = (tools) => {
  const { program, text, unique, pick, isTerm, attempt, ends, meets, eventsOf, untilsOf, named, basesOf, grant, deadline, across } = tools;
  const { rules, terms, ladders } = program;
  const NEVER = 1e7;

  const beatenBy = (rule, among) => among.filter((one) => rule.over.includes(one.at)).map((one) => one.rule.id);
  const idsOf = (sources) => sources.map((one) => one.rule.id);
  /** Rules that offer different things. */
  const differ = (madeBy) => {
    const offered = ({ own }) => text([own.choice, own.options.map(([offer]) => offer).sort()]);
    if (madeBy.some((one) => offered(one) !== offered(madeBy[0]))) return { kind: "conflict", facet: "offer", rules: idsOf(madeBy) };
  };
  /** The first facet of which rules say different things; else what the offer cannot be carried out without. */
  const problemIn = (merged, sets, offer, madeBy) => {
    const isClear = (name) => name === "evidence" || merged[name].sources.every(({ said }) => text(said) === text(merged[name].text));
    const facet = Object.keys(merged).find((name) => !isClear(name));
    if (facet) return { kind: "conflict", facet, rules: idsOf(merged[facet].sources) };
    const { goods, postage } = sets ?? {};
    if (!goods && /^(refund|exchange|replace|store_credit)$/.test(offer)) return { kind: "missing", facet: "goods", rules: idsOf(madeBy) };
    if (goods?.text === "return" && !postage) return { kind: "missing", facet: "postage", rules: idsOf(madeBy) };
  };
  const reasonsOf = ({ options, whole, madeBy }, values) => {
    const found = [];
    const note = (facet, { rule, band, among }, used, where = []) => {
      const paths = used.filter((term) => values[term].path.length);
      const of = (terms, what) => Object.fromEntries(terms.map((term) => [term, what(values[term])]));
      found.push({
        rule: rule.id,
        facet,
        band: band + 1 || null,
        beat: beatenBy(rule, among),
        terms: of(used, ({ leaf }) => leaf.text),
        ...(paths[0] && { paths: of(paths, ({ path }) => path) }),
        ...(where.length && { options: where }),
      });
    };
    for (const source of madeBy) note("offer", source, untilsOf(source));
    for (const name in whole) for (const source of whole[name].sources) note(name, source, named(whole[name]));
    for (const name of unique(options.flatMap(([, sets]) => Object.keys(sets))).sort()) {
      const said = new Map();
      options.forEach(([, sets], at) => {
        for (const source of sets[name]?.sources ?? []) {
          const key = text([source.at, sets[name].text, beatenBy(source.rule, source.among)]);
          if (!said.has(key)) said.set(key, [source, sets[name], []]);
          said.get(key)[2].push(at);
        }
      });
      for (const [source, set, where] of said.values()) note(name, source, named(set), where.length < options.length ? where : []);
    }
    return found;
  };
  /** The role that approves: of a ladder the first rung that the largest amount does not pass. */
  const approver = (name, options, values, facts) => {
    if (!rungsOf(name)) return name;
    const price = basesOf(facts)("item_price");
    const amounts = options.flatMap(({ amount }) => (amount === undefined ? [] : [amount && amount[1]]));
    if (!amounts.length && price) amounts.push(price[1]);
    const rungs = ladders[name];
    if (!amounts.length || amounts.includes(null)) return rungs[1] ? name : rungs[0][0];
    const rung = rungs.find(([, upTo]) => !upTo || Math.max(...amounts) <= values[upTo].leaf.low);
    return rung ? rung[0] : name;
  };
  /** The escalations whose clock has started, as far as they stand and are the same whatever is not known. */
  const dueOf = (situation, whole) => {
    const termsOf = ({ by, facets }) => [by, ...Object.values(facets).filter(isTerm).map((one) => one.slice(1))];
    const cells = across(situation, whole, (holds, valueOf) => {
      const standing = program.escalations.filter(({ when, unless }) => holds(when) && !holds(unless));
      return [standing, Object.fromEntries(standing.flatMap(termsOf).map((term) => [term, valueOf(term)]))];
    });
    return program.escalations.flatMap((one) => {
      const { id, role, by, facets: { offer = null, ...said } } = one;
      if (!cells.every(([standing]) => standing.includes(one))) return [];
      const values = {};
      for (const term of termsOf(one)) {
        const found = cells.map(([, values]) => values[term]);
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
      return { escalation: id, role, by: deadline(values[by].leaf, situation), is_over: !meets(situation, end), then: { offer, ...then } };
    });
  };

  const rungsOf = (name) => (Object.hasOwn(ladders, name ?? "") ? ladders[name] : undefined);
  const decides = rules.some((rule) => rule.bands[0] && rule.buyer);
  /** Whether it is a gap that no rule offers anything: where others decide, it is none. */
  const isSilent = (whole, isBuyer) => isBuyer === decides && (isBuyer || !Object.keys(whole)[0]);
  const partOf = ({ first, whole }, granted, values, situation, isBuyer) => {
    const [said] = isBuyer ? [] : Object.values(whole);
    const rest = grant("", whole, values, situation);
    const seller = [rest, ...granted].map(({ option, charges }) => ({ ...pick(option, (name) => /^(bears|appeal)$/.test(name)), ...charges }));
    return {
      section: (first ?? said?.sources[0])?.rule.section ?? null,
      approval: approver(whole.approval?.text ?? null, granted, values, situation.facts),
      reply: whole.reply?.text ?? null,
      seller: Object.assign({}, ...seller),
    };
  };
  /** The whole, in the shape of `samepage decide --format json`. */
  const whole = (buyer, seller, situation, all) => {
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
      due: dueOf(situation, all),
      // Of what is only possible no reason is told here.
      seller: isBuyers ? { outcome, evidence, reply, because: needs[0] ? [] : because, needs, possible, problem } : undefined,
    };
  };
  return { nothing: { section: null, approval: null, reply: null, seller: {} }, reasonsOf, rungsOf, differ, problemIn, isSilent, partOf, whole };
};
