// What the policy grants in a case: runs the program that generator/decisions/published_program.py writes, and
// answers as generator/decisions does, where each step is explained. tests/assistant proves the two equal.
// A classic script, so that a page opened from disk runs it too. Days are ordinals, instants seconds; no fractions.
//
// samepage(program) -> {decide, ask}. A situation is {facts, events, now}: a fact is a word, a list of flags or
// [minor units, currency]; an event or now is "2026-11-30", "2026-11-30T09:30", the same with an offset, or "not_yet".
"use strict";

globalThis.samepage = (program) => {
  const { axes, rules, calendars, ladders } = program;
  const DAY = 86400;
  const NEVER = 1e7;
  const EPOCH = 719163; // the ordinal of 1970-01-01
  const OFFERS =
    "refund partial_refund replace exchange repair resend substitute store_credit coupon wait cancel decline".split(" ");
  const has = Object.hasOwn;
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const range = (size) => [...Array(size).keys()];
  const isTerm = (text) => typeof text === "string" && text[0] === "$";

  // ---- time

  const NOT_YET = { day: 0 };
  const endAt = (day, at, latest = false) => ({ day, at, latest });
  const FOREVER = endAt(NEVER);
  const WAITING = endAt(NEVER, undefined, true);

  class Gap {
    constructor(country, year, last) {
      Object.assign(this, { country, year, last });
    }
  }
  /** What `work` gives, or what `otherwise` makes of a gap: a year whose holidays are not published. */
  const unlessGap = (work, otherwise) => {
    try {
      return work();
    } catch (gap) {
      if (gap instanceof Gap) return otherwise(gap);
      throw gap;
    }
  };

  const ordinal = (year, month, day) => Date.UTC(year, month - 1, day) / 864e5 + EPOCH;
  const dateOf = (day) => new Date((day - EPOCH) * 864e5);
  const civil = (day) => [dateOf(day).getUTCFullYear(), dateOf(day).getUTCMonth() + 1, dateOf(day).getUTCDate()];
  /** The last day of the month where the month is too short. */
  const clamped = (year, month, day) => Math.min(ordinal(year, month, day), ordinal(year, month + 1, 0));
  const addMonths = (day, number) => {
    const [year, month, date] = civil(day);
    const months = year * 12 + month - 1 + number;
    return clamped(Math.floor(months / 12), (months % 12) + 1, date);
  };

  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: program.timezone,
    hourCycle: "h23",
    ...Object.fromEntries(["year", "month", "day", "hour", "minute", "second"].map((part) => [part, "numeric"])),
  });
  /** The shop's civil seconds at an instant of universal time. */
  const wall = (instant) => {
    const part = {};
    for (const { type, value } of format.formatToParts((instant - EPOCH * DAY) * 1000)) part[type] = +value;
    return ordinal(part.year, part.month, part.day) * DAY + part.hour * 3600 + part.minute * 60 + part.second;
  };
  /** The instant of civil seconds: the first of two where clocks go back, as before the change where they skip it. */
  const instantOf = (seconds) => {
    const offsets = [-DAY, DAY].map((near) => wall(seconds + near) - seconds - near);
    return seconds - (offsets.find((offset) => wall(seconds - offset) === seconds) ?? offsets[0]);
  };
  const dayAt = (instant) => Math.floor(wall(instant) / DAY);
  const startOf = (day) => instantOf(day * DAY);
  const endOf = (day) => startOf(day + 1) - 1;

  const momentOf = (text) => {
    if (text === "not_yet") return NOT_YET;
    const [date, time, zone] = text.match(/^([\d-]+)(?:[T ]([\d:]+)(.*))?$/).slice(1);
    const day = ordinal(...date.split("-"));
    if (!time) return { day };
    const secondsOf = (clock) => clock.split(":").reduce((sum, part, at) => sum + part * [3600, 60, 1][at], 0);
    const seconds = day * DAY + secondsOf(time);
    const offset = zone && zone !== "Z" ? secondsOf(zone.slice(1)) * (zone[0] === "-" ? -1 : 1) : 0;
    const at = zone ? seconds - offset : instantOf(seconds);
    return { day: dayAt(at), at };
  };
  const isoDay = (day) => dateOf(day).toISOString().slice(0, 10);
  const isoOf = ({ day, at }) => {
    if (at === undefined) return isoDay(day);
    const pad = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 19);
    const offset = wall(at) - at;
    const sign = offset < 0 ? "-" : "+";
    return isoDay(dayAt(at)) + "T" + pad(wall(at) % DAY) + sign + pad(Math.abs(offset)).replace(/:00$/, "");
  };

  // ---- business days and open hours

  const holidays = new Map(
    Object.entries(program.holidays).map(([country, one]) => {
      let last = 0; // written as the days since the one before
      const days = (steps) => new Set(steps.map((step) => (last += step)));
      const free = days(one.days);
      last = 0;
      return [country, { ...one, days: free, worked: days(one.worked) }];
    }),
  );
  const calendarOf = (leaf) => (leaf.calendar === undefined ? undefined : calendars[leaf.calendar]);
  const isWorked = (calendar, day) => {
    const isOpen = !calendar.closed.includes((day - 1) % 7);
    if (calendar.country === undefined) return isOpen;
    const known = holidays.get(calendar.country);
    if (day < known.first || day >= known.end) throw new Gap(calendar.country, civil(day)[0], known.last);
    return known.worked.has(day) || (isOpen && !known.days.has(day));
  };
  const addBusinessDays = (calendar, start, number, dayOne) => {
    let day = number ? start - dayOne : start;
    for (let left = number; left; ) if (isWorked(calendar, ++day)) left--;
    return day;
  };
  const addOpenTime = (calendar, start, seconds) => {
    const { opens = 0, closes = DAY } = calendar;
    const day = Math.floor(start / DAY);
    let left = seconds;
    if (!left) return start;
    if (start % DAY < closes && isWorked(calendar, day)) {
      const begin = Math.max(start % DAY, opens);
      if (left <= closes - begin) return day * DAY + begin + left;
      left -= closes - begin;
    }
    const full = Math.floor((left - 1) / (closes - opens));
    return addBusinessDays(calendar, day, full + 1, 0) * DAY + opens + ((left - 1) % (closes - opens)) + 1;
  };

  // ---- deadlines

  const counted = (leaf, event) => {
    const { n, unit } = leaf;
    const dayOne = program.events[leaf.event];
    if (leaf.kind === "yearly") {
      const [year] = civil(event.day);
      const [, month, date] = leaf.day;
      const here = clamped(year, month, date);
      return endAt(here >= event.day ? here : clamped(year + 1, month, date));
    }
    if (unit === "day") return endAt(event.day + (dayOne ? Math.max(0, n - 1) : n));
    if (unit === "month") return endAt(Math.max(event.day, addMonths(event.day, n) - (dayOne && n > 0 ? 1 : 0)));
    if (unit === "business") {
      return endAt(addBusinessDays(calendarOf(leaf) ?? { closed: [5, 6] }, event.day, n, dayOne));
    }
    // An event of which only the day is known counts from its last second.
    const start = event.at ?? endOf(event.day);
    const calendar = calendarOf(leaf);
    const at = calendar ? instantOf(addOpenTime(calendar, wall(start), n)) : start + n;
    const isOpen = event.at === undefined;
    const day = dayAt(at);
    return isOpen && at === endOf(day) ? endAt(day, undefined, true) : endAt(day, at, isOpen);
  };
  const keyOf = ({ day, at }) => (day === NEVER ? NEVER * DAY : at ?? endOf(day));
  /** When a deadline ends; null if an event is not known. */
  const ends = (leaf, events, now) => {
    const { kind } = leaf;
    if (kind === "day") return endAt(ordinal(...leaf.day));
    if (kind === "at_once") return endAt(now.day, now.at);
    if (kind === "after" || kind === "yearly") {
      const event = events.get(leaf.event);
      return !event ? null : event === NOT_YET ? WAITING : counted(leaf, event);
    }
    if (!leaf.parts) return FOREVER;
    const found = leaf.parts.map((part) => ends(part, events, now));
    const endless = found.filter((end) => end?.day === NEVER);
    if (kind === "later_of") {
      if (endless.length) return endless.some((end) => !end.latest) ? FOREVER : WAITING;
      if (found.includes(null)) return null;
      const last = found.reduce((one, other) => (keyOf(other) > keyOf(one) ? other : one));
      const isOpen = found.every((end) => keyOf(end) !== keyOf(last) || end.latest);
      return endAt(last.day, last.at, isOpen);
    }
    const known = found.filter((end) => end && end.day !== NEVER);
    const isOpen = found.some((end) => !end || end.latest);
    if (!known.length) return found.includes(null) ? null : isOpen ? WAITING : FOREVER;
    const first = known.reduce((one, other) => (keyOf(other) < keyOf(one) ? other : one));
    return endAt(first.day, first.at, isOpen);
  };
  const meets = (now, end) =>
    end.at === undefined ? now.day <= end.day : (now.at ?? startOf(now.day)) <= end.at;
  const partsOf = (leaf) => (leaf.parts ? leaf.parts.flatMap(partsOf) : [leaf]);
  const eventsOf = (leaf) => partsOf(leaf).flatMap((part) => part.event ?? []);

  // ---- seasons: days of every year have the year 0

  const compare = (one, other) => one.map((part, at) => part - other[at]).find((step) => step) ?? 0;
  const fallsIn = (day, span) => {
    const from = span[0] ? 0 : 1;
    const [first, last, here] = [span.slice(from, 3), span.slice(3 + from), civil(day).slice(from)];
    const [begun, over] = [compare(first, here) <= 0, compare(here, last) > 0];
    return compare(first, last) <= 0 ? begun && !over : begun || !over;
  };
  const endsOf = (span, year) => {
    if (span[0]) return [ordinal(...span.slice(0, 3)), ordinal(...span.slice(3))];
    const wraps = compare(span.slice(4), span.slice(1, 3)) < 0 ? 1 : 0;
    return [clamped(year, span[1], span[2]), clamped(year + wraps, span[4], span[5])];
  };

  // ---- where a situation lies: for each axis the classes that may be its own

  const axisAt = new Map(axes.map((axis, at) => [axis.id, at]));
  const sizeOf = ({ kind, cuts, values }) => ({ flag: 2, money: (cuts ?? []).length + 1 })[kind] ?? values.length;
  const countryOf = (region) => region.split("-")[0];
  const regionsOf = (values, code) => {
    const country = countryOf(code);
    const own = range(values.length).filter((at) => countryOf(values[at]) === country);
    if (!own.length) return [values.indexOf("*")];
    if (code === country) return own; // which of its states is not known
    return values.includes(code) ? [values.indexOf(code)] : [values.indexOf(country)];
  };
  const classesOf = (axis, { facts, events, now }) => {
    const { kind, fact, values, spans } = axis;
    const all = range(sizeOf(axis));
    if (kind === "season" || kind === "event") {
      const event = events.get(fact);
      // What has happened did not happen in a season that has not begun.
      if (!event) return spans ? all.filter((at) => !at || endsOf(spans[at - 1], 1)[0] <= now.day) : all;
      if (event === NOT_YET) return [0];
      return [spans ? spans.findIndex((span) => fallsIn(event.day, span)) + 1 : 1];
    }
    if (!has(facts, fact)) return all;
    const told = facts[fact];
    if (kind === "flag") return [told.includes(values[0]) ? 1 : 0];
    if (kind === "money") return [(axis.cuts ?? []).filter((cut) => cut <= told[0]).length];
    return kind === "countries" ? regionsOf(values, told) : [values.indexOf(told)];
  };
  const fits = (clause, classes) => Object.entries(clause).every(([id, fit]) => fit.includes(classes[axisAt.get(id)]));
  /** The value of a term at these classes, and the rows that lead to it. */
  const valueOf = (term, classes) => {
    let leaf = program.terms[term];
    const path = [];
    while (leaf.by) {
      const row = leaf.rows.find((one) => fits(one.when, classes));
      path.push(row.row);
      leaf = row.value;
    }
    return { term, leaf, path };
  };
  /** Every value that a term can have where each axis has one of these classes. */
  const leavesOf = (tree, candidates) =>
    tree.by
      ? tree.rows
          .filter(({ when }) => Object.keys(when).every((id) => when[id].some((at) => candidates[axisAt.get(id)].includes(at))))
          .flatMap((row) => leavesOf(row.value, candidates))
      : [tree];

  // ---- what the rules grant together, facet by facet

  const ruleAt = new Map(rules.map((rule, at) => [rule.id, at]));
  const beats = rules.map(() => new Set());
  const isOver = (at, one) => {
    for (const id of rules[one].over) {
      const below = ruleAt.get(id);
      if (!beats[at].has(below)) isOver(at, below, beats[at].add(below));
    }
  };
  rules.forEach((_, at) => isOver(at, at));
  const unbeaten = (found) => found.filter((one) => !found.some((other) => beats[other.at].has(one.at)));
  const beatOf = (match, among) => among.filter((one) => beats[match.at].has(one.at)).map((one) => one.rule.id);
  const NOTHING = ["decline", "wait"];
  const RETURNED = ["postage", "label", "methods", "send_by", "receive_by", "return_to"];
  const PAID = ["refund.to", "refund.by", "refund.bank", "outbound", "duties"];
  const NOT_PAID = ["replace", "exchange", "repair", "resend", "substitute"];
  const NEED_GOODS = ["refund", "exchange", "replace", "store_credit"];
  const isWhole = (name) => ["evidence", "reply", "approval", "bears", "appeal"].includes(name) || name.startsWith("charge.");
  const offersOf = (match) => match.own.options.map((option) => option.offer);

  const merge = (said) => {
    const byName = new Map();
    for (const [match, facets] of said) {
      for (const name in facets) byName.set(name, [...(byName.get(name) ?? []), [match, facets[name]]]);
    }
    const found = new Map();
    let problem;
    for (const name of [...byName.keys()].sort()) {
      const pairs = byName.get(name);
      const all = pairs.map(([match]) => match);
      const left = unbeaten(all);
      const kept = pairs.filter(([match]) => left.includes(match));
      let text = kept[0][1];
      if (name === "evidence") text = [...new Set(kept.flatMap(([, words]) => words))].sort();
      else if (kept.some(([, other]) => !same(other, text))) {
        problem ??= { kind: "conflict", facet: name, rules: kept.map(([match]) => match.rule.id) };
      }
      found.set(name, { text, sources: left.map((match) => ({ match, beat: beatOf(match, all) })) });
    }
    return { found, problem };
  };
  const applies = (name, offer, facets) => {
    if (RETURNED.includes(name)) return facets.get("goods")?.text === "return";
    if (name === "refund.bank" && facets.get("refund.to")?.text === "store_credit") return false;
    return !(PAID.includes(name) && NOT_PAID.includes(offer));
  };
  const missing = (offer, facets, kept) => {
    const lacks = (facet) => ({ kind: "missing", facet, rules: kept.map((one) => one.rule.id) });
    if (NEED_GOODS.includes(offer) && !facets.has("goods")) return lacks("goods");
    if (facets.get("goods")?.text === "return" && !facets.has("postage")) return lacks("postage");
  };
  /** Facets of the whole decision: evidence of any option, the others where all that say it agree. */
  const shared = (options) => {
    const found = new Map();
    for (const name of [...new Set(options.flatMap(([, facets]) => [...facets.keys()]))].sort()) {
      const said = options.flatMap(([, facets]) => facets.get(name) ?? []);
      if (name === "evidence") {
        const sources = new Map();
        for (const source of said.flatMap((one) => one.sources)) {
          if (!sources.has(source.match.at)) sources.set(source.match.at, source);
        }
        const text = [...new Set(said.flatMap((one) => one.text))].sort();
        found.set(name, { text, sources: [...sources.values()] });
      } else if (isWhole(name) && said.every((one) => same(one.text, said[0].text))) found.set(name, said[0]);
    }
    return found;
  };
  const resolve = (matches) => {
    const conditions = matches.filter((match) => !match.own).map((match) => [match, match.rule.facets]);
    const outcomes = matches.filter((match) => match.own);
    const kept = unbeaten(outcomes);
    const madeBy = kept.map((match) => ({ match, beat: beatOf(match, outcomes) }));
    if (!kept.length) {
      const { found, problem } = merge(conditions);
      return { options: [], whole: found, madeBy, problem };
    }
    const offered = (match) => [match.own.choice, offersOf(match).sort()];
    const outcome = kept[0];
    if (kept.some((one) => !same(offered(one), offered(outcome)))) {
      const problem = { kind: "conflict", facet: "offer", rules: kept.map((one) => one.rule.id) };
      return { outcome, options: [], whole: new Map(), madeBy, problem };
    }
    const offers = offersOf(outcome);
    let problem;
    const options = offers.map((offer, at) => {
      const nth = offers.slice(0, at).filter((one) => one === offer).length;
      const said = kept.map((one) => {
        const option = one.own.options.filter((other) => other.offer === offer)[nth];
        return [one, { ...one.rule.facets, ...one.own.facets, ...option.facets }];
      });
      const remains = (name) => !NOTHING.includes(offer) || (isWhole(name) && name !== "approval");
      const merged = merge(
        [...said, ...conditions].map(([one, facets]) => [
          one,
          Object.fromEntries(Object.entries(facets).filter(([name]) => remains(name))),
        ]),
      );
      const facets = new Map([...merged.found].filter(([name]) => applies(name, offer, merged.found)));
      problem ??= merged.problem ?? missing(offer, facets, kept);
      return [offer, facets];
    });
    const whole = shared(options);
    const alone = options.map(([offer, facets]) => [offer, new Map([...facets].filter(([name]) => !whole.has(name)))]);
    return { outcome, choice: outcome.own.choice, options: alone, whole, madeBy, problem };
  };

  // ---- amounts, in minor units

  const measures = new Map(axes.filter(({ kind }) => kind === "money").map(({ id, values }) => [id, values[0]]));
  const ONE_AMOUNT = ["item_price", "order_paid", "order_total"];
  const basesOf = (facts) => {
    const known = new Map();
    for (const [fact, measure] of measures) if (has(facts, fact)) known.set(measure, facts[fact]);
    return (what) => known.get(what) ?? (ONE_AMOUNT.includes(what) ? known.get(ONE_AMOUNT.find((one) => known.has(one))) : undefined);
  };
  /** Rounded half up, then raised, then cut. */
  const share = (leaf, base, hundredths) => {
    const found = Number((BigInt(base) * BigInt(hundredths) + 5000n) / 10000n);
    return Math.min(Math.max(found, leaf.at_least ?? found), leaf.at_most ?? Infinity);
  };
  const amountOf = ({ leaf, term }, bases, refund) => {
    const { text, kind, of, low, high, currency } = leaf;
    const money = (low, high, currency) => ({ rule: text, term, low, high, currency });
    if (kind === "money") return money(low, high, currency);
    const [base] = of === "refund" ? [refund] : [bases(of)].map((one) => one && { low: one[0], high: one[0], currency: one[1] });
    if (!base || base.low === undefined || (currency ?? base.currency) !== base.currency) {
      return money(undefined, undefined, base?.currency);
    }
    return money(share(leaf, base.low, low), share(leaf, base.high, high), base.currency);
  };
  /** What is left of an amount, and the fees: together never more than the amount. */
  const takenOff = (gross, fees) => {
    let { low, high } = gross;
    if (low === undefined) return [gross, fees];
    const left = [];
    for (const fee of fees) {
      if (fee.low === undefined || fee.currency !== gross.currency) {
        return [{ ...gross, low: undefined, high: undefined }, [...left, fee]];
      }
      left.push({ ...fee, low: Math.min(fee.low, high), high: Math.min(fee.high, high) });
      [low, high] = [Math.max(0, low - Math.min(fee.high, low)), high - Math.min(fee.low, high)];
    }
    return [{ ...gross, low, high }, left];
  };
  const moneyText = (amount) => {
    if (amount?.low === undefined || amount.currency === undefined) return null;
    const { low, high, currency } = amount;
    const places = program.digits[currency] ?? 2;
    const scale = 10 ** places;
    const isRound = low !== high && low % scale === 0 && high % scale === 0;
    const text = (minor) => {
      const units = Math.floor(minor / scale);
      return isRound || !places ? `${units}` : `${units}.${String(minor % scale).padStart(places, "0")}`;
    };
    return `${low === high ? text(low) : `${text(low)}..${text(high)}`} ${currency}`;
  };

  // ---- one answer

  const isForBuyer = (() => {
    const to = new Map(program.sections.map((section) => [section.id, section.to]));
    return rules.map((rule) => to.get(rule.section) === "buyer");
  })();
  const decidesForBuyers = rules.some((rule, at) => rule.bands.length && isForBuyer[at]);
  const DEADLINES = ["send_by", "receive_by", "refund.by", "refund.bank", "appeal"];
  const untilsOf = (match) =>
    match.own ? match.rule.bands.slice(0, match.band + 1).flatMap((band) => band.until ?? []) : [];
  const termsIn = (sets) => [...sets].flatMap(([, { text }]) => (isTerm(text) ? text.slice(1) : []));
  const termsOf = ({ options, whole, madeBy }) =>
    new Set([whole, ...options.map(([, facets]) => facets)].flatMap(termsIn).concat(madeBy.flatMap(({ match }) => untilsOf(match))));

  const deadlineOf = (value, { events, now }) => {
    const { leaf, term } = value ?? { leaf: { kind: "at_once", text: "at_once" } };
    const found = { rule: leaf.text, term };
    return unlessGap(
      () => ({ ...found, end: ends(leaf, events, now) }),
      ({ country, year }) => ({ ...found, end: null, gap: { country, year } }),
    );
  };
  /** One option with its dates and amounts; facets of no offer are those of a whole decision. */
  const granted = (offer, facets, values, situation) => {
    const bases = basesOf(situation.facts);
    const filled = {};
    const amounts = [];
    for (const [name, { text }] of facets) {
      filled[name] = text;
      if (!isTerm(text)) {
        if (text === "at_once" && DEADLINES.includes(name)) filled[name] = deadlineOf(null, situation);
        continue;
      }
      const value = values.get(text.slice(1));
      if (["money", "share"].includes(value.leaf.kind)) amounts.push([name, value]);
      else if (value.leaf.kind === "lasts") filled[name] = { rule: value.leaf.text, term: value.term, lasts: true };
      else filled[name] = deadlineOf(value, situation);
    }
    const isNamed = facets.has("amount") && facets.get("amount").text !== "full";
    let gross = null;
    if (isNamed) {
      const named = amounts.find(([name]) => name === "amount");
      if (named && offer) gross = amountOf(named[1], bases, null);
    } else if (offer === "refund" || offer === "store_credit" || (offer === "cancel" && facets.has("refund.to"))) {
      const price = bases("item_price"); // of an order that was never paid, nothing goes back
      if (price) gross = { rule: "full", low: price[0], high: price[0], currency: price[1] };
    }
    for (const [name, value] of amounts) filled[name] = amountOf(value, bases, gross);
    const fees = amounts.map(([name]) => name).filter((name) => name.startsWith("fees."));
    if (gross && fees.length) {
      const [left, cut] = takenOff(gross, fees.map((name) => filled[name]));
      gross = left;
      cut.forEach((fee, at) => (filled[fees[at]] = fee));
    }
    return { offer, facets: filled, amount: gross };
  };
  const reasonsOf = ({ options, whole, madeBy }, values) => {
    const found = [];
    const add = (facet, { match, beat }, terms, where = []) => {
      const used = terms.map((term) => values.get(term));
      const paths = used.filter(({ path }) => path.length);
      found.push({
        rule: match.rule.id,
        facet,
        band: match.own ? match.band + 1 : null,
        beat,
        terms: Object.fromEntries(used.map(({ term, leaf }) => [term, leaf.text])),
        ...(paths.length && { paths: Object.fromEntries(paths.map(({ term, path }) => [term, path])) }),
        ...(where.length && { options: where }),
      });
    };
    const named = ({ text }) => (isTerm(text) ? [text.slice(1)] : []);
    for (const source of madeBy) add("offer", source, untilsOf(source.match));
    for (const [name, one] of whole) for (const source of one.sources) add(name, source, named(one));
    for (const name of [...new Set(options.flatMap(([, facets]) => [...facets.keys()]))].sort()) {
      const said = new Map();
      options.forEach(([, facets], at) => {
        const one = facets.get(name);
        for (const source of one?.sources ?? []) {
          const key = JSON.stringify([source.match.at, one.text, source.beat]);
          if (!said.has(key)) said.set(key, { where: [], source, one });
          said.get(key).where.push(at);
        }
      });
      for (const { where, source, one } of said.values()) {
        add(name, source, named(one), where.length === options.length ? [] : where);
      }
    }
    return found;
  };
  /** The role that approves: of a ladder the first rung that the largest amount does not pass. */
  const approverOf = (name, options, classes, facts) => {
    const rungs = has(ladders, name) ? ladders[name] : null;
    if (!rungs) return name;
    let amounts = options.flatMap(({ amount }) => amount ?? []);
    const price = basesOf(facts)("item_price");
    if (!amounts.length && price) amounts = [{ high: price[0] }];
    const highs = amounts.flatMap(({ high }) => high ?? []);
    if (!highs.length || highs.length < amounts.length) return rungs.length === 1 ? rungs[0].role : name;
    const isWithin = ({ up_to }) => up_to === undefined || Math.max(...highs) <= valueOf(up_to, classes).leaf.low;
    return rungs.find(isWithin)?.role ?? name;
  };
  const NO_PART = {
    section: null,
    outcome: null,
    choice: null,
    options: [],
    facets: {},
    evidence: [],
    approval: null,
    reply: null,
    because: [],
    problem: null,
    needs: [],
    possible: [],
  };
  const partOf = (resolved, values, classes, forBuyer, situation) => {
    const { outcome, whole, options } = resolved;
    let { problem } = resolved;
    if (!outcome && forBuyer === decidesForBuyers && (forBuyer || !whole.size)) problem = { kind: "uncovered" };
    const because = problem?.kind === "uncovered" ? [] : reasonsOf(resolved, values);
    if (problem) return { ...NO_PART, because, problem };
    const sources = [...whole.values()].flatMap((one) => one.sources);
    const from = outcome ?? (forBuyer ? undefined : sources[0]?.match);
    const filled = options.map(([offer, facets]) => granted(offer, facets, values, situation));
    const rest = [...whole].filter(([name]) => !["evidence", "reply", "approval"].includes(name));
    const word = (name) => whole.get(name)?.text ?? null;
    return {
      ...NO_PART,
      section: from?.rule.section ?? null,
      outcome: filled[0]?.offer ?? null,
      choice: resolved.choice ?? null,
      options: filled,
      facets: granted("", new Map(rest), values, situation).facets,
      evidence: word("evidence") ?? [],
      approval: approverOf(word("approval"), filled, classes, situation.facts),
      reply: word("reply"),
      because,
    };
  };

  // ---- all that may be the case: cells of situations that no rule tells apart, a bit for every clause that holds

  const bit = (at) => 1n << BigInt(at);
  const gridOf = (forBuyer) => {
    const own = range(rules.length).filter((at) => isForBuyer[at] === forBuyer);
    const clauses = [];
    const numbered = (more) => {
      const bits = (bit(more.length) - 1n) << BigInt(clauses.length);
      clauses.push(...more);
      return bits;
    };
    const when = own.map((at) => numbered(rules[at].when));
    const unless = own.map((at) => numbered(rules[at].unless));
    const impossible = numbered(program.impossible);
    // Bits that say nothing any more: exceptions of rules that cannot match, rows of terms that nobody uses.
    const dependent = own.flatMap((_, n) => (unless[n] ? [[when[n], unless[n]]] : []));
    const users = new Map();
    const clocks = new Map();
    const use = (map, key, bits) => map.set(key, (map.get(key) ?? 0n) | bits);
    own.forEach((at, n) => {
      const { facets, bands } = rules[at];
      const all = [facets, ...bands.flatMap((band) => [band.facets, ...band.options.map((option) => option.facets)])];
      for (const [name, text] of all.flatMap((one) => Object.entries(one))) {
        if (name === "approval") for (const rung of has(ladders, text) ? ladders[text] : []) rung.up_to && use(users, rung.up_to, when[n]);
        else if (isTerm(text)) use(users, text.slice(1), when[n]);
      }
      const events = new Set();
      for (const term of bands.flatMap((band) => band.until ?? [])) {
        use(users, term, when[n]);
        leavesOf(program.terms[term], axes.map((axis) => range(sizeOf(axis)))).flatMap(eventsOf).forEach((one) => events.add(one));
      }
      axes.forEach(({ kind, fact }, axis) => {
        if (["event", "season"].includes(kind) && events.has(fact)) use(clocks, axis, when[n]);
      });
    });
    const pathsOf = (tree, above) =>
      !tree.by
        ? [above]
        : tree.rows.flatMap((row) => {
            const both = { ...above };
            for (const id in row.when) both[id] = row.when[id].filter((at) => !has(above, id) || above[id].includes(at));
            return Object.values(both).every((left) => left.length) ? pathsOf(row.value, both) : [];
          });
    for (const [term, bits] of users) {
      const paths = pathsOf(program.terms[term], {});
      if (paths.length > 1) dependent.push([bits, numbered(paths)]);
    }
    for (const [axis, bits] of clocks) {
      dependent.push([bits, numbered(axes[axis].values.map((_, at) => ({ [axes[axis].id]: [at] })))]);
    }
    // What has not happened was in no season.
    const absurd = numbered(
      axes
        .filter(({ kind, fact }) => kind === "season" && axisAt.has(fact))
        .map(({ id, fact, values }) => ({ [fact]: [0], [id]: range(values.length).slice(1) })),
    );
    const all = bit(clauses.length) - 1n;
    const masks = axes.map((axis) =>
      range(sizeOf(axis)).map((at) =>
        clauses.reduce((mask, clause, n) => (has(clause, axis.id) && !clause[axis.id].includes(at) ? mask ^ bit(n) : mask), all),
      ),
    );
    const asked = dependent.reduce((bits, [needed]) => bits | needed, 0n);
    const kept = new Map();
    const live = (bits) => {
      const needed = bits & asked;
      if (!kept.has(needed)) {
        kept.set(needed, dependent.reduce((left, [one, rest]) => (needed & one ? left : left & ~rest), all));
      }
      return bits & kept.get(needed);
    };
    let never = 0n;
    const weight = (at) => axes[at] && clauses.filter((clause) => has(clause, axes[at].id)).length;
    const order = range(axes.length).sort((one, other) => weight(other) - weight(one));
    /** The bits left after crossing these axes, with the classes of one situation each. */
    const crossed = (candidates, along, never, later = []) => {
      let found = new Map([[all, []]]);
      const settled = [];
      let open = never; // what is to be left out, as soon as no axis to come can tell otherwise
      for (const at of [...later, ...[...along].reverse()]) {
        settled[at] = open;
        open = masks[at].reduce((left, mask) => left & mask, open);
      }
      for (const at of along) {
        const choices = new Map();
        for (const one of candidates[at]) if (!choices.has(masks[at][one])) choices.set(masks[at][one], one);
        const next = new Map();
        for (const [bits, classes] of found) {
          for (const [mask, one] of choices) {
            if (bits & mask & settled[at]) continue;
            const left = live(bits & mask);
            if (!next.has(left)) next.set(left, [...classes, one]);
          }
        }
        found = next;
      }
      return found;
    };
    return {
      matching: (bits) => own.filter((_, n) => bits & when[n] && !(bits & unless[n])),
      tells: (at) => masks[at].some((mask) => (all ^ mask) & ~(impossible | absurd)),
      /** The cells, with their classes; those that are declared impossible only if there are no others. */
      cells(candidates) {
        never = impossible | absurd;
        let found = crossed(candidates, order, never);
        if (!found.size) found = crossed(candidates, order, (never = absurd));
        return [...found].map(([bits, chosen]) => {
          const classes = [];
          order.forEach((axis, at) => (classes[axis] = chosen[at]));
          return [bits, classes];
        });
      },
      /** For each choice of classes of these axes that makes a difference, the cells in which it holds. */
      cellsBy(own, candidates) {
        const rest = crossed(candidates, order.filter((at) => !own.includes(at)), never, own);
        let choices = new Set([all]);
        for (const at of own) {
          choices = new Set([...choices].flatMap((mask) => candidates[at].map((one) => mask & masks[at][one])));
        }
        return [...choices].map((mask) => new Set([...rest.keys()].map((bits) => live(bits & mask))));
      },
    };
  };
  const grids = new Map([true, false].map((forBuyer) => [forBuyer, gridOf(forBuyer)]));

  // ---- deciding with what is known: one result is given; of several, what would tell is named

  const supposed = (situation, candidates, forBuyer) => {
    const grid = grids.get(forBuyer);
    const { events, now } = situation;
    const edges = new Map();
    const histories = new Map();
    const parts = new Map();
    const results = new Map();

    /** The last day on which an event is too early for an act now to be in time. */
    const edgeOf = (leaf) => {
      if (edges.has(leaf)) return edges.get(leaf);
      const inTime = (day) =>
        unlessGap(
          () => meets(now, ends(leaf, new Map([[leaf.event, { day }]]), now)),
          () => day > now.day - 366,
        );
      let step = 1;
      while (inTime(now.day - step)) step *= 2;
      let [late, early] = [now.day - step, now.day - step / 2];
      while (early - late > 1) {
        const middle = Math.floor((late + early) / 2);
        if (inTime(middle)) early = middle;
        else late = middle;
      }
      edges.set(leaf, late);
      return late;
    };
    const inClass = (days, axis, chosen) => {
      const { spans } = axes[axis];
      const [year] = civil(now.day);
      const near = spans.flatMap((span) =>
        [year - 1, year].flatMap((one) => endsOf(span, one).flatMap((day) => [day - 1, day, day + 1])),
      );
      const own = chosen ? [spans[chosen - 1]] : spans;
      return [...days, ...near].filter((day) => own.some((span) => fallsIn(day, span)) === chosen > 0);
    };
    /** Not yet, and a day for each answer that the deadlines give, as the class of the event's own axes says. */
    const momentsOf = (event, leaves, classes) => {
      const happened = axisAt.get(event);
      if (happened !== undefined && !classes[happened]) return [NOT_YET];
      let days = [now.day, ...leaves.flatMap(partsOf).filter((part) => part.event === event).map(edgeOf)];
      days = days.flatMap((day) => [day, day + 1]);
      const season = axisAt.get(`season.${event}`);
      const chosen = season === undefined ? 0 : classes[season];
      if (season !== undefined) days = inClass(days, season, chosen);
      const found = [...new Set(days)].filter((day) => day <= now.day).sort((one, other) => one - other);
      const moments = found.map((day) => ({ day }));
      return happened !== undefined || chosen ? moments : [NOT_YET, ...moments];
    };
    /** The ways in which what is not known may have happened: the bands of each, and for each event and day which. */
    const historiesOf = (timed, classes) => {
      const leaves = timed.flat();
      const unknown = [...new Set(leaves.flatMap(eventsOf))].filter((event) => !events.has(event)).sort();
      const own = unknown.map((event) => [classes[axisAt.get(event)], classes[axisAt.get(`season.${event}`)]]);
      const key = JSON.stringify([timed.map((untils) => untils.map((leaf) => leaf.text)), own]);
      if (histories.has(key)) return histories.get(key);
      const found = { bands: new Map(), days: new Map(unknown.map((event) => [event, new Map()])), key };
      // Days on which the same deadlines are met are one.
      let ways = [[]];
      for (const event of unknown) {
        const own = leaves.flatMap(partsOf).filter((part) => part.event === event);
        const kinds = new Map();
        for (const moment of momentsOf(event, leaves, classes)) {
          const met = (part) => unlessGap(() => meets(now, ends(part, new Map([[event, moment]]), now)), (gap) => gap);
          const kind = JSON.stringify(own.map(met));
          if (!kinds.has(kind)) kinds.set(kind, { moment, names: new Set() });
          found.days.get(event).set(moment.day, kinds.get(kind).names);
        }
        ways = ways.flatMap((way) => [...kinds.values()].map((kind) => [...way, [event, kind]]));
      }
      for (const way of ways) {
        const known = new Map([...events, ...way.map(([event, { moment }]) => [event, moment])]);
        const bands = unlessGap(
          () =>
            timed.map((untils) => {
              const band = untils.findIndex((leaf) => meets(now, ends(leaf, known, now)));
              return band < 0 ? untils.length : band;
            }),
          (gap) => gap,
        );
        const name = JSON.stringify(bands);
        if (!found.bands.has(name)) found.bands.set(name, bands);
        for (const [, { names }] of way) names.add(name);
      }
      histories.set(key, found);
      return found;
    };

    /** A cell's answers: for each of its bands the part, and the number of its result. */
    const answersIn = ([bits, classes]) => {
      const matching = grid.matching(bits);
      const timed = matching.filter((at) => rules[at].bands.length);
      const untils = timed.map((at) => rules[at].bands.flatMap(({ until }) => (until ? valueOf(until, classes).leaf : [])));
      const history = historiesOf(untils, classes);
      const left = new Map();
      for (const [name, bands] of history.bands) {
        const key = JSON.stringify([matching, bands]);
        if (!parts.has(key)) {
          const matches = matching.flatMap((at) => {
            const rule = rules[at];
            if (!rule.bands.length) return { at, rule };
            const band = bands[timed.indexOf(at)];
            const own = rule.bands[band];
            return own?.is_pass || bands instanceof Gap ? [] : { at, rule, band, own };
          });
          const resolved = resolve(matches);
          parts.set(key, { resolved, terms: [...termsOf(resolved)], byValues: new Map() });
        }
        const { resolved, terms, byValues } = parts.get(key);
        const values = new Map(terms.map((term) => [term, valueOf(term, classes)]));
        const part =
          bands instanceof Gap
            ? { ...NO_PART, problem: { kind: "unpublished", ...bands } }
            : partOf(resolved, values, classes, forBuyer, situation);
        const { because, section, ...answer } = part;
        const result = JSON.stringify(answer);
        if (!results.has(result)) results.set(result, results.size);
        left.set(name, { part, result: results.get(result) });
      }
      return { history, left };
    };

    const cells = new Map(grid.cells(candidates).map((cell) => [cell[0], answersIn(cell)]));
    const answers = [...cells.values()].flatMap(({ left }) => [...left.values()]);
    if (results.size < 2) {
      if (!answers.length) return NO_PART;
      const { part } = answers[0];
      const because = part.because.filter((one) =>
        answers.every((other) => other.part.because.some((reason) => same(reason, one))),
      );
      return { ...part, because };
    }

    const scores = new Map();
    const note = (fact, counts) => {
      if (!counts.length || Math.min(...counts) >= results.size) return;
      const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      scores.set(fact, Math.min(scores.get(fact) ?? results.size, mean));
    };
    /** For each moment that makes a difference, how many results are left if the event was then. */
    const leftByEvent = (event, keys) => {
      const tables = new Map();
      for (const key of keys) {
        if (!cells.has(key)) continue;
        const { history, left } = cells.get(key);
        const numbers = new Map([...left].map(([name, one]) => [name, one.result]));
        const own = JSON.stringify([history.key, [...numbers.values()]]);
        if (tables.has(own)) continue;
        // A cell that does not ask for the event gives the same answers whenever it was.
        const byDay = history.days.get(event) ?? new Map([[0, new Set(left.keys())]]);
        const table = [...byDay].map(([day, names]) => [day, [...names].map((name) => numbers.get(name))]);
        tables.set(own, table.sort(([one], [other]) => one - other));
      }
      let days = new Set([...tables.values()].flatMap((table) => table.map(([day]) => day)));
      if ([...tables.values()].some((table) => table[0][0])) days.delete(0);
      return [...days].map((day) => {
        const found = new Set();
        for (const table of tables.values()) {
          const those = table.filter(([one]) => !one === !day);
          const known = those.length ? those : table;
          const at = known.filter(([one]) => one <= day).length;
          known[Math.max(0, at - 1)][1].forEach((result) => found.add(result));
        }
        return found.size;
      });
    };
    const open = new Map();
    candidates.forEach((classes, at) => {
      if (classes.length > 1 && grid.tells(at)) open.set(axes[at].fact, [...(open.get(axes[at].fact) ?? []), at]);
    });
    const unknown = new Set([...cells.values()].flatMap(({ history }) => [...history.days.keys()]));
    for (const event of unknown) {
      const groups = open.has(event) ? grid.cellsBy(open.get(event), candidates) : [cells.keys()];
      open.delete(event);
      note(event, groups.flatMap((group) => leftByEvent(event, group)));
    }
    for (const [fact, own] of open) {
      const counts = grid.cellsBy(own, candidates).map((keys) => {
        const found = new Set();
        for (const key of keys) for (const { result } of cells.get(key)?.left.values() ?? []) found.add(result);
        return found.size;
      });
      note(fact, counts.filter((count) => count));
    }
    const rank = (one) => (OFFERS.indexOf(one) + OFFERS.length + 1) % (OFFERS.length + 1);
    const outcomes = new Set(answers.flatMap(({ part }) => part.outcome ?? part.problem?.kind ?? []));
    const byName = (one, other) => (one < other ? -1 : 1);
    return {
      ...NO_PART,
      needs: [...scores.keys()].sort((one, other) => scores.get(one) - scores.get(other) || byName(one, other)),
      possible: [...outcomes].sort((one, other) => rank(one) - rank(other) || byName(one, other)),
    };
  };

  // ---- what other programs rely on: the shape of `samepage decide --format json`

  const dateText = ({ rule, end, gap }) => ({
    rule,
    date: end && end.day !== NEVER ? isoOf(end) : null,
    at_the_latest: Boolean(end && end.day !== NEVER && end.latest),
    ...(gap && { calendar_not_published: gap }),
  });
  const plain = (value) =>
    typeof value === "string" || Array.isArray(value) ? value
    : "end" in value ? dateText(value)
    : value.lasts ? value.rule
    : moneyText(value);
  const family = (facets, prefix) =>
    Object.keys(facets).filter((name) => name.startsWith(prefix)).map((full) => {
      const value = facets[full];
      const name = full.slice(prefix.length);
      if (typeof value === "string" || Array.isArray(value) || "end" in value) return { name, value };
      const { rule, term } = value;
      return value.lasts ? { name, length: rule, term } : { name, amount: moneyText(value), rule, term };
    });
  const optionText = ({ offer, facets, amount }) => {
    const found = { offer };
    const refund = {};
    for (const name in facets) {
      if (name.startsWith("refund.")) refund[name.slice(7)] = plain(facets[name]);
      else if (name !== "amount" && !/^(fees|also)\./.test(name)) found[name] = plain(facets[name]);
    }
    const also = family(facets, "also.");
    return {
      ...found,
      fees: family(facets, "fees."),
      ...(also.length && { also }),
      amount: moneyText(amount),
      ...(Object.keys(refund).length && { refund: { to: null, by: null, bank: null, ...refund } }),
    };
  };
  const dueOf = (situation, candidates) =>
    program.escalations.flatMap(({ id, role, by, facets }) => {
      const leaves = leavesOf(program.terms[by], axes.map((axis) => range(sizeOf(axis))));
      const has_begun = leaves.flatMap(eventsOf).some((event) => (situation.events.get(event) ?? NOT_YET) !== NOT_YET);
      const only = (term) => {
        const found = leavesOf(program.terms[term], candidates);
        return found.every((leaf) => leaf.text === found[0].text) ? [term, { term, leaf: found[0] }] : null;
      };
      const { offer = null, ...said } = facets;
      const values = [by, ...Object.values(said).filter(isTerm).map((text) => text.slice(1))].map(only);
      if (!has_begun || values.includes(null)) return [];
      const found = deadlineOf(values[0][1], situation);
      if (!found.end || found.end.day === NEVER) return [];
      const sets = new Map(Object.entries(said).map(([name, text]) => [name, { text }]));
      const filled = granted("", sets, new Map(values), situation).facets;
      const then = Object.fromEntries(Object.entries(filled).map(([name, value]) => [name, plain(value)]));
      return { escalation: id, role, by: dateText(found), is_over: !meets(situation.now, found.end), then: { offer, ...then } };
    });

  const decide = ({ facts, events, now }) => {
    const situation = {
      facts,
      events: new Map(Object.entries(events).map(([event, text]) => [event, momentOf(text)])),
      now: momentOf(now),
    };
    const candidates = axes.map((axis) => classesOf(axis, situation));
    const [buyer, seller] = [true, false].map((forBuyer) => supposed(situation, candidates, forBuyer));
    const isUncovered = buyer.problem?.kind === "uncovered" && seller.outcome !== null;
    const isSilent = buyer.outcome === null && !buyer.needs.length && (!buyer.problem || isUncovered);
    const main = isSilent ? seller : buyer;
    const sellers = { ...seller.facets };
    for (const { facets } of seller.options) {
      for (const name in facets) if (isWhole(name)) sellers[name] = facets[name];
    }
    const { section, outcome, choice, evidence, approval, reply, because, needs, possible } = main;
    const found = {
      section, outcome, choice, options: main.options.map(optionText), evidence, approval, reply, because, needs, possible,
      problem: main.problem?.kind ?? null,
      bears: sellers.bears ?? null,
      charges: family(sellers, "charge."),
      appeal: sellers.appeal ? plain(sellers.appeal) : null,
      due: dueOf(situation, candidates),
    };
    if (main !== seller) {
      const { outcome, evidence, reply, because, needs, possible, problem } = seller;
      found.seller = { outcome, evidence, reply, because, needs, possible, problem: problem?.kind ?? null };
    }
    return found;
  };
  /** The fact or event to ask for next: the most telling one, null when all that may be the case agrees. */
  const ask = (situation) => decide(situation).needs[0] ?? null;
  return { decide, ask };
};
