// What the policy grants in a case: runs what generator/decisions/published_program.py writes, and answers as
// generator/decisions does, where each step is explained. tests/assistant proves the two equal.
// Limits: years from 100 on, time zones as the browser knows them and in whole minutes, one change of the clocks in two
// days. The policy has passed its checks, and the situation names only what the program knows.
// A classic script, so that a page opened from disk runs it too. Days are ordinals, instants seconds; no fractions.
//
// samepage(program) -> {decide, windowOf}. A situation is {facts, events, now}: a fact is a word, a list of flags or
// [minor units, currency]; an event or now is "2026-11-30", "2026-11-30T09:30", the same with an offset, or "not_yet".
// What only staff may know is worked out by inside.js, which buyers do not load.
"use strict";

globalThis.samepage = (program) => {
  const { axes, rules, terms, calendars } = program;
  const DAY = 86400;
  const NEVER = 1e7;
  const EPOCH = 719163; // the ordinal of 1970-01-01
  const text = JSON.stringify;
  const unique = (list) => [...new Set(list)];
  const range = (size) => [...Array(size).keys()];
  const pick = (object, test) => Object.fromEntries(Object.entries(object).filter(([name]) => test(name)));
  const isTerm = (value) => value[0] === "$";
  const add = (map, key, value) => (map.get(key) ?? map.set(key, new Set()).get(key)).add(value);

  // ---- time

  /** What `work` gives, or what `otherwise` makes of a year whose holidays are not published. */
  const attempt = (work, otherwise) => {
    try {
      return work();
    } catch (gap) {
      if (!gap.country) throw gap;
      return otherwise(gap);
    }
  };
  const ordinal = (year, month, day) => Date.UTC(year, month - 1, day) / 864e5 + EPOCH;
  const iso = (day) => new Date((day - EPOCH) * 864e5).toISOString().slice(0, 10);
  const civil = (day) => iso(day).split("-").map(Number);
  /** The last day of the month where the month is too short. */
  const clamped = (year, month, day) => Math.min(ordinal(year, month, day), ordinal(year, month + 1, 0));

  const format = new Intl.DateTimeFormat("sv", {
    timeZone: program.timezone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  const seconds = (clock) => clock.split(":").reduce((sum, part, at) => sum + part * [3600, 60, 1][at], 0);
  /** The shop's civil seconds at an instant of universal time. */
  const wall = (instant) => {
    const [date, clock] = format.format((instant - EPOCH * DAY) * 1000).split(" ");
    return ordinal(...date.split("-")) * DAY + seconds(clock);
  };
  /** The instant of civil seconds: the first of two where clocks go back, as before the change where they skip it. */
  const instant = (civil) => {
    const offsets = [-DAY, DAY].map((near) => wall(civil + near) - civil - near);
    return civil - (offsets.find((offset) => wall(civil - offset) === civil) ?? offsets[0]);
  };
  const dayOf = (instant) => Math.floor(wall(instant) / DAY);
  const startOf = (day) => instant(day * DAY);
  const endOf = (day) => startOf(day + 1) - 1;
  /** What has not happened is on day 0; `at` is the instant, if it is known. */
  const moment = (told) => {
    if (told === "not_yet") return { day: 0 };
    const [, date, clock, zone] = told.match(/^([\d-]+)(?:[T ]([\d:]+)(.*))?$/);
    const day = ordinal(...date.split("-"));
    if (!clock) return { day };
    const civil = day * DAY + seconds(clock);
    const at = !zone ? instant(civil) : zone === "Z" ? civil : civil - (zone[0] + 1) * seconds(zone.slice(1));
    return { day: dayOf(at), at };
  };
  const told = ({ day, at }) => {
    if (at === undefined) return iso(day);
    const clock = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 19);
    const offset = wall(at) - at;
    return `${iso(day)}T${clock(wall(at) % DAY)}${offset < 0 ? "-" : "+"}${clock(Math.abs(offset)).slice(0, 5)}`;
  };

  // ---- business days and open hours

  const isWorked = (calendar, day) => {
    const { country, first, end, last } = calendar;
    const isOpen = !calendar.closed.includes((day - 1) % 7);
    if (!country) return isOpen;
    if (day < first || day >= end) throw { country, year: civil(day)[0], last };
    // Written as the first day, then the days from one to the next.
    const days = (steps) => new Set(steps.map(((sum) => (step) => (sum += step))(0)));
    calendar.days ??= [days(calendar.free), days(calendar.worked)];
    return calendar.days[1].has(day) || (isOpen && !calendar.days[0].has(day));
  };
  const businessDays = (calendar, start, number, dayOne) => {
    let day = start - (number && dayOne);
    for (let left = number; left; ) left -= isWorked(calendar, ++day);
    return day;
  };
  const openTime = (calendar, start, number) => {
    const { opens = 0, closes = DAY } = calendar;
    const length = closes - opens;
    const day = Math.floor(start / DAY);
    const passed = Math.max((start % DAY) - opens, 0); // of the first day
    if (!number) return start;
    const isToday = passed < length && isWorked(calendar, day);
    const left = number - 1 + (isToday ? passed : 0);
    const days = Math.floor(left / length) + !isToday;
    return businessDays(calendar, day, days, 0) * DAY + opens + (left % length) + 1;
  };

  // ---- deadlines: `latest` says that it may turn out earlier

  const FOREVER = { day: NEVER };
  const counted = (leaf, { day, at }) => {
    const { n, unit } = leaf;
    const dayOne = program.events[leaf.event];
    const calendar = calendars[leaf.calendar];
    if (unit === "day") return { day: day + Math.max(0, n - dayOne) };
    if (unit === "business") return { day: businessDays(calendar ?? { closed: [5, 6] }, day, n, dayOne) };
    const [year, month, date] = civil(day);
    if (unit === "month") return { day: Math.max(day, clamped(year, month + n, date) - (n && dayOne)) };
    if (leaf.kind === "yearly") {
      const [here, next] = [year, year + 1].map((one) => clamped(one, leaf.day[1], leaf.day[2]));
      return { day: here < day ? next : here };
    }
    // An event of which only the day is known counts from its last second.
    const latest = at === undefined;
    const start = at ?? endOf(day);
    const end = calendar ? instant(openTime(calendar, wall(start), n)) : start + n;
    const last = dayOf(end);
    return { day: last, at: latest && end === endOf(last) ? undefined : end, latest };
  };
  const keyOf = ({ day, at }) => at ?? (day === NEVER ? NEVER * DAY : endOf(day));
  /** When a deadline ends; null if an event is not known. */
  const ends = (leaf, events, now) => {
    const { kind } = leaf;
    if (kind === "day") return { day: ordinal(...leaf.day) };
    if (kind === "at_once") return now;
    if (leaf.event) {
      const event = events.get(leaf.event);
      return event ? (event.day ? counted(leaf, event) : { day: NEVER, latest: true }) : null;
    }
    if (!leaf.parts) return FOREVER;
    const isLater = kind === "later_of";
    const found = leaf.parts.map((part) => ends(part, events, now));
    const known = found.filter((end) => end && (isLater || end.day !== NEVER));
    const endless = known.filter((end) => end.day === NEVER);
    if (endless.length) return endless.find((end) => !end.latest) ?? endless[0];
    if (found.includes(null) && (isLater || !known.length)) return null;
    const open = found.some((end) => !end || end.latest);
    if (!known.length) return { day: NEVER, latest: open };
    const keys = known.map(keyOf);
    const key = Math[isLater ? "max" : "min"](...keys);
    const { day, at } = known[keys.indexOf(key)];
    return { day, at, latest: isLater ? known.every((end, n) => keys[n] !== key || end.latest) : open };
  };
  const meets = (now, end) => (end.at === undefined ? now.day <= end.day : (now.at ?? startOf(now.day)) <= end.at);
  const partsOf = (leaf) => leaf.parts?.flatMap(partsOf) ?? [leaf];
  const eventsOf = (leaf) => partsOf(leaf).flatMap((part) => part.event ?? []);

  // ---- seasons: days of every year have the year 0

  const endsOf = ([first, month, day, last, toMonth, toDay], year) => {
    const from = clamped(first || year, month, day);
    const to = clamped(last || year, toMonth, toDay);
    return [from, last || from <= to ? to : clamped(year + 1, toMonth, toDay)];
  };
  const fallsIn = (day, span) => {
    const [year] = civil(day);
    return [year - 1, year].some((one) => endsOf(span, one)[0] <= day && day <= endsOf(span, one)[1]);
  };

  // ---- where a situation lies: for each axis the classes that may be its own

  const axisAt = new Map(axes.map((axis, at) => [axis.id, at]));
  const classesOf = ({ kind, fact, values, spans, cuts, size }, { facts, events, now }) => {
    const all = range(size);
    if (kind === "season" || kind === "event") {
      const event = events.get(fact);
      // What has happened did not happen in a season that has not begun.
      if (!event) return all.filter((at) => !spans || !at || endsOf(spans[at - 1], 1)[0] <= now.day);
      return [event.day ? (spans ? spans.findIndex((span) => fallsIn(event.day, span)) + 1 : 1) : 0];
    }
    if (!Object.hasOwn(facts, fact)) return all;
    const said = facts[fact];
    if (kind === "flag") return [+said.includes(values[0])];
    if (kind === "money") return [cuts.filter((cut) => cut <= said[0]).length];
    const exact = values.indexOf(said);
    if (kind === "one_of") return [exact];
    const [country, state] = said.split("-");
    const own = all.filter((at) => values[at].split("-")[0] === country);
    if (!own.length) return [values.indexOf("*")];
    return state ? [exact < 0 ? values.indexOf(country) : exact] : own; // of a country any state
  };
  const valueOf = (term, classes) => ({
    term,
    ...terms[term].find(({ when }) => when.every(([axis, fit]) => fit.includes(classes[axis]))),
  });

  // ---- what the rules grant together, facet by facet: a match is a rule and what it sets

  const unbeaten = (found) => found.filter((one) => !found.some((other) => other.rule.over.includes(one.at)));
  const sourceOf = (match, among) => ({
    match,
    beat: among.filter((one) => match.rule.over.includes(one.at)).map((one) => one.rule.id),
  });
  const idsOf = (found) => found.map((one) => one.rule.id);
  const isWhole = (name) => /^(evidence|reply|approval|bears|appeal|charge\..*)$/.test(name);
  const merge = (said) => {
    const byName = {};
    for (const [match, facets] of said) {
      for (const name in facets) (byName[name] ??= new Map()).set(match, facets[name]);
    }
    const sets = {};
    let problem;
    for (const name of Object.keys(byName).sort()) {
      const all = [...byName[name].keys()];
      const kept = unbeaten(all);
      const texts = kept.map((match) => byName[name].get(match));
      const isUnion = name === "evidence";
      if (!isUnion && texts.some((one) => text(one) !== text(texts[0]))) {
        problem ??= { kind: "conflict", facet: name, rules: idsOf(kept) };
      }
      sets[name] = {
        text: isUnion ? unique(texts.flat()).sort() : texts[0],
        sources: kept.map((match) => sourceOf(match, all)),
      };
    }
    return { sets, problem };
  };
  /** What still says something about an offer, and what it cannot be carried out without. */
  const applies = (name, offer, { goods, ...sets }) => {
    if (/^(postage|label|methods|send_by|receive_by|return_to)$/.test(name)) return goods?.text === "return";
    if (name === "refund.bank" && sets["refund.to"]?.text === "store_credit") return false;
    const isPaid = /^(refund\.(to|by|bank)|outbound|duties)$/.test(name);
    return !isPaid || !/^(replace|exchange|repair|resend|substitute)$/.test(offer);
  };
  const lacks = (offer, { goods, postage }) => {
    if (!goods && /^(refund|exchange|replace|store_credit)$/.test(offer)) return "goods";
    return goods?.text === "return" && !postage && "postage";
  };
  const resolve = (matches) => {
    const conditions = matches.filter((one) => !one.own).map((one) => [one, one.rule.facets]);
    const outcomes = matches.filter((one) => one.own);
    const kept = unbeaten(outcomes);
    const madeBy = kept.map((one) => sourceOf(one, outcomes));
    const [first] = kept;
    if (!first) {
      const { sets, problem } = merge(conditions);
      return { options: [], whole: sets, madeBy, problem };
    }
    const { choice } = first.own;
    const offers = first.own.options.map(([offer]) => offer);
    const offered = ({ own }) => text([own.choice, own.options.map(([offer]) => offer).sort()]);
    if (kept.some((one) => offered(one) !== offered(first))) {
      return { first, options: [], whole: {}, madeBy, problem: { kind: "conflict", facet: "offer", rules: idsOf(kept) } };
    }
    let problem;
    const options = offers.map((offer, at) => {
      const nth = offers.slice(0, at).filter((one) => one === offer).length;
      const own = kept.map((one) => [one, one.own.options.filter(([other]) => other === offer)[nth][1]]);
      const refuses = /^(decline|wait)$/.test(offer);
      const remains = (name) => !refuses || (isWhole(name) && name !== "approval");
      const merged = merge([...own, ...conditions].map(([one, facets]) => [one, pick(facets, remains)]));
      const sets = pick(merged.sets, (name) => applies(name, offer, merged.sets));
      const facet = lacks(offer, sets);
      problem ??= merged.problem ?? (facet ? { kind: "missing", facet, rules: idsOf(kept) } : undefined);
      return [offer, sets];
    });
    // Evidence of any option is asked for whatever is chosen; the others hold where all that say them agree.
    const whole = {};
    for (const name of unique(options.flatMap(([, sets]) => Object.keys(sets))).sort()) {
      const said = options.flatMap(([, sets]) => sets[name] ?? []);
      if (name === "evidence") {
        const sources = new Map(said.flatMap((one) => one.sources).reverse().map((one) => [one.match.at, one]));
        const order = unique(said.flatMap((one) => one.sources.map(({ match }) => match.at)));
        whole[name] = {
          text: unique(said.flatMap((one) => one.text)).sort(),
          sources: order.map((at) => sources.get(at)),
        };
      } else if (isWhole(name) && said.every((one) => text(one.text) === text(said[0].text))) [whole[name]] = said;
    }
    return { first, choice, whole, madeBy, problem, options: options.map(([offer, sets]) => [offer, pick(sets, (name) => !whole[name])]) };
  };

  // ---- amounts: [low, high, currency] in minor units

  /** What shares are taken of. An item is one line: one amount alone is that of all three. */
  const basesOf = (facts) => {
    const known = {};
    for (const { kind, fact, values } of axes) {
      if (kind === "money" && Object.hasOwn(facts, fact)) known[values[0]] = [facts[fact][0], ...facts[fact]];
    }
    const alike = ["item_price", "order_paid", "order_total"];
    return (what) => known[what] ?? (alike.includes(what) ? known[alike.find((one) => known[one])] : undefined);
  };
  const amountOf = ({ kind, of, low, high, currency, at_least, at_most }, bases, refund) => {
    if (kind === "money") return [low, high, currency];
    const base = of === "refund" ? refund : bases(of);
    const own = base?.[2];
    // Of an amount that is not known no share is: null is no number, though JavaScript would count it as 0.
    if (!Number.isInteger(base?.[0]) || (currency ?? own) !== own) return [null, null, own];
    // Rounded half up, then raised, then cut.
    const share = (amount, hundredths) => {
      const found = Number((BigInt(amount) * BigInt(hundredths) + 5000n) / 10000n);
      return Math.min(Math.max(found, at_least ?? found), at_most ?? Infinity);
    };
    return [share(base[0], low), share(base[1], high), own];
  };
  const money = ([low, high, currency]) => {
    if (low === null) return null;
    const places = program.digits[currency] ?? 2;
    const scale = 10 ** places;
    const isRound = low < high && low % scale === 0 && high % scale === 0;
    const [from, to] = [low, high].map((minor) => {
      const units = Math.floor(minor / scale);
      return isRound || !places ? units : `${units}.${String(minor % scale).padStart(places, "0")}`;
    });
    return `${from === to ? from : `${from}..${to}`} ${currency}`;
  };

  // ---- one answer

  const deadline = ({ leaf, term }, { events, now }) => {
    let gap;
    const end = attempt(() => ends(leaf, events, now), ({ country, year }) => void (gap = { country, year }));
    const isKnown = end && end.day !== NEVER;
    return {
      rule: leaf.text,
      date: isKnown ? told(end) : null,
      at_the_latest: Boolean(isKnown && end.latest),
      ...(gap && { calendar_not_published: gap }),
    };
  };
  const AT_ONCE = { leaf: { kind: "at_once", text: "at_once" } };
  /** What facets say, with dates and amounts: of an option, or of no offer those of a whole decision. */
  const grant = (offer, sets, values, situation) => {
    const bases = basesOf(situation.facts);
    const valueOf = (name) => (isTerm(sets[name].text) ? values[sets[name].text.slice(1)] : undefined);
    const isNamed = sets.amount && sets.amount.text !== "full";
    let gross;
    if (isNamed) gross = offer && amountOf(valueOf("amount").leaf, bases);
    // Of an order that was never paid, nothing goes back.
    else if (/^(refund|store_credit)$/.test(offer) || (offer === "cancel" && sets["refund.to"])) gross = bases("item_price");
    const amounts = {};
    for (const name in sets) {
      const { leaf } = valueOf(name) ?? {};
      if (leaf && /^(money|share)$/.test(leaf.kind)) amounts[name] = amountOf(leaf, bases, gross);
    }
    // Together fees are never more than the amount.
    let left = gross && [...gross];
    for (const name in amounts) {
      if (!left || left[0] === null || !name.startsWith("fees.")) continue;
      const [low, high, currency] = amounts[name];
      if (low === null || currency !== left[2]) left = [null, null, left[2]];
      else {
        amounts[name] = [Math.min(low, left[1]), Math.min(high, left[1]), currency];
        left = [Math.max(0, left[0] - high), left[1] - Math.min(low, left[1]), currency];
      }
    }
    const option = {};
    const charges = {};
    const families = { fees: [], also: [] };
    let refund;
    for (const name in sets) {
      const [family, own] = name.split(".");
      const said = sets[name].text;
      const { leaf, term } = valueOf(name) ?? {};
      const value = leaf?.kind === "lasts" ? leaf.text
        : amounts[name] ? money(amounts[name])
        : leaf ? deadline({ leaf, term }, situation)
        : said === "at_once" ? deadline(AT_ONCE, situation)
        : said;
      const named = { name: own, [amounts[name] ? "amount" : "length"]: value, term };
      if (amounts[name]) named.rule = leaf.text;
      if (family === "refund") refund = { to: null, by: null, bank: null, ...refund, [own]: value };
      else if (families[family]) families[family].push(named);
      else if (name !== "amount") option[name] = value;
      if (family === "charge") charges[name] = named;
    }
    const { fees, also } = families;
    const found = { offer, ...option, fees, ...(also[0] && { also }), amount: left ? money(left) : null, ...(refund && { refund }) };
    return { option: found, charges, amount: left };
  };
  const untilsOf = ({ rule, band = -1 }) => rule.bands.slice(0, band + 1).flatMap(({ until }) => until ?? []);
  const named = ({ text }) => (isTerm(text) ? [text.slice(1)] : []);
  /** What buyers are told of the reasons; inside.js tells all of them. */
  const reasonsOf = ({ options, whole, madeBy }, values) => {
    const found = [];
    const note = (facet, { match }, used) => {
      const terms = Object.fromEntries(used.map((term) => [term, values[term].leaf.text]));
      found.push(text({ rule: match.rule.id, facet, band: match.own ? match.band + 1 : null, terms }));
    };
    for (const source of madeBy) note("offer", source, untilsOf(source.match));
    for (const sets of [whole, ...options.map(([, sets]) => sets)]) {
      for (const name in sets) for (const source of sets[name].sources) note(name, source, named(sets[name]));
    }
    return unique(found).sort().map((one) => JSON.parse(one));
  };
  const inside = globalThis.samepageInside?.({
    ...{ program, text, unique, pick, isTerm, attempt, ends, meets, eventsOf, untilsOf, named, basesOf, valueOf, grant, deadline },
    gridBeside: (those) => gridOf(undefined, those),
  });
  const NOTHING = {
    ...{ section: null, outcome: null, choice: null, problem: null },
    ...{ options: [], evidence: [], because: [], needs: [], possible: [] },
    ...inside?.nothing,
  };
  const decides = rules.some((rule) => rule.bands[0] && rule.buyer);
  const partOf = (resolved, values, classes, isBuyer, situation) => {
    const { first, choice, whole, options } = resolved;
    const said = Object.keys(whole);
    const isSilent = !first && isBuyer === decides && (isBuyer || !said[0]);
    const problem = isSilent ? { kind: "uncovered" } : resolved.problem;
    const because = isSilent ? [] : (inside?.reasonsOf ?? reasonsOf)(resolved, values);
    if (problem) return { ...NOTHING, because, problem };
    const from = first ?? (isBuyer ? undefined : whole[said[0]]?.sources[0].match);
    const granted = options.map(([offer, sets]) => grant(offer, sets, values, situation));
    return {
      ...NOTHING,
      section: from?.rule.section ?? null,
      outcome: options[0]?.[0] ?? null,
      choice: choice ?? null,
      options: granted.map(({ option }) => option),
      evidence: whole.evidence?.text ?? [],
      because,
      ...inside?.partOf(resolved, granted, values, classes, situation),
    };
  };

  // ---- all that may be the case: cells of situations that no rule tells apart, a bit for every clause that holds

  const bit = (at) => 1n << BigInt(at);
  /** Of the rules for buyers (1), of those for the seller (0), or of what has conditions beside the rules. */
  const gridOf = (whose, beside = []) => {
    const clauses = [];
    const bitsOf = (more) => {
      const bits = (bit(more.length) - 1n) << BigInt(clauses.length);
      clauses.push(...more);
      return bits;
    };
    const own = [...rules, ...beside].flatMap((rule, at) => {
      if (rule.buyer !== whose) return [];
      return [{ at, rule, when: bitsOf(rule.when), unless: bitsOf(rule.unless) }];
    });
    // Clauses that make a difference only where others hold.
    const tells = own.map(({ when, unless }) => [when, unless]);
    for (const [users, rows] of program.tells) {
      const needed = own.reduce((bits, { at, when }) => (users.includes(at) ? bits | when : bits), 0n);
      if (needed) tells.push([needed, bitsOf(rows)]);
    }
    const [impossible, absurd] = [bitsOf(program.never), bitsOf(program.absurd)];
    const all = bit(clauses.length) - 1n;
    const masks = axes.map(({ size }) => Array(size).fill(all));
    const weights = axes.map(() => 0);
    clauses.forEach((clause, n) => {
      for (const [axis, fit] of clause) {
        weights[axis]++;
        masks[axis].forEach((_, at) => fit.includes(at) || (masks[axis][at] &= ~bit(n)));
      }
    });
    const asked = tells.reduce((bits, [needed]) => bits | needed, 0n);
    const memo = new Map();
    const live = (bits) => {
      const key = bits & asked;
      if (!memo.has(key)) memo.set(key, tells.reduce((left, [needed, rest]) => (key & needed ? left : left & ~rest), all));
      return bits & memo.get(key);
    };
    const order = axes.map((_, at) => at).sort((one, other) => weights[other] - weights[one]);
    /** The bits that are left of these after crossing these axes, with the classes of one situation each. */
    let never;
    const cross = (begin, candidates, along) => {
      const settled = []; // what is to be left out is, as soon as no axis to come can tell otherwise
      [...along].reverse().reduce((open, at) => masks[at].reduce((left, mask) => left & mask, (settled[at] = open)), never);
      let found = new Map([[begin, []]]);
      for (const at of along) {
        const choices = new Map(candidates[at].map((one) => [masks[at][one], one]));
        const next = new Map();
        for (const [bits, classes] of found) {
          for (const [mask, one] of choices) {
            const left = live(bits & mask);
            if (!(bits & mask & settled[at]) && !next.has(left)) next.set(left, [...classes, [at, one]]);
          }
        }
        found = next;
      }
      return found;
    };
    return {
      matching: (bits) => own.filter(({ when, unless }) => bits & when && !(bits & unless)),
      tells: (at) => masks[at].some((mask) => ~mask & all & ~(impossible | absurd)),
      /** The cells; those that are declared impossible only if there are no others. */
      cells(candidates) {
        never = impossible | absurd;
        const possible = cross(all, candidates, order);
        if (possible.size) return possible;
        never = absurd;
        return cross(all, candidates, order);
      },
      /** For each choice of classes of some axes that makes a difference, the cells in which it holds. */
      cellsBy(own, candidates) {
        let choices = [all];
        for (const at of own) choices = unique(choices.flatMap((mask) => candidates[at].map((one) => mask & masks[at][one])));
        const rest = order.filter((at) => !own.includes(at));
        return choices.map((mask) => [...cross(mask, candidates, rest).keys()]);
      },
    };
  };
  const grids = {};

  // ---- deciding with what is known: one result is given; of several, what would tell is named

  const suppose = (situation, candidates, isBuyer) => {
    const grid = (grids[isBuyer] ??= gridOf(+isBuyer));
    const { events, now } = situation;
    const [edges, histories, granted, parts, results] = range(5).map(() => new Map());

    /** Whether an act now meets a deadline if its one event was then; the gap where that is not published. */
    const metIf = (leaf, moment) =>
      attempt(() => meets(now, ends(leaf, new Map([[leaf.event, moment]]), now)), (gap) => gap);
    /** The last day on which an event is too early for an act now to be in time. */
    const edgeOf = (leaf) => {
      if (edges.has(leaf.text)) return edges.get(leaf.text);
      let [late, early] = [now.day - 1, now.day];
      while (late > now.day - 1e5 && metIf(leaf, { day: late })) [late, early] = [2 * late - now.day, late];
      while (early - late > 1) {
        const middle = Math.floor((late + early) / 2);
        if (metIf(leaf, { day: middle })) early = middle;
        else late = middle;
      }
      edges.set(leaf.text, late);
      return late;
    };
    /** Not yet, and a day for each answer that the deadlines give, as the class of the event's own axes says. */
    const momentsOf = (event, own, happened, season) => {
      if (happened === 0) return [{ day: 0 }];
      let days = [now.day, ...own.map(edgeOf)].flatMap((day) => [day, day + 1]);
      if (season !== undefined) {
        const { spans } = axes[axisAt.get(`season.${event}`)];
        const [year] = civil(now.day);
        const near = [year - 1, year].flatMap((one) => spans.map((span) => endsOf(span, one)));
        days.push(...near.flatMap(([first, last]) => [first - 1, first, last, last + 1]));
        const those = season ? [spans[season - 1]] : spans;
        days = days.filter((day) => those.some((span) => fallsIn(day, span)) === season > 0);
      }
      const found = unique(days).filter((day) => day <= now.day);
      return (happened || season ? found : [0, ...found]).map((day) => ({ day }));
    };
    /** The ways in which what is not known may have happened: the bands then, and for each event and day which. */
    const historyOf = (timed, classes) => {
      const parts = timed.flat().flatMap(partsOf);
      const unknown = unique(parts.flatMap(({ event }) => (!event || events.has(event) ? [] : event)));
      const classOf = (axis) => classes[axisAt.get(axis)];
      const own = unknown.map((event) => [classOf(event), classOf(`season.${event}`)]);
      const key = text([timed.map((untils) => untils.map((leaf) => leaf.text)), own]);
      if (histories.has(key)) return histories.get(key);
      const found = { key, bands: new Map(), days: new Map() };
      let ways = [[]];
      unknown.forEach((event, n) => {
        const those = parts.filter((part) => part.event === event);
        const kinds = new Map(); // days on which the same deadlines are met are one
        const byDay = new Map();
        for (const moment of momentsOf(event, those, ...own[n])) {
          const kind = text(those.map((part) => metIf(part, moment)));
          if (!kinds.has(kind)) kinds.set(kind, { event, moment, names: new Set() });
          byDay.set(moment.day, kinds.get(kind).names);
        }
        found.days.set(event, byDay);
        ways = ways.flatMap((way) => [...kinds.values()].map((kind) => [...way, kind]));
      });
      for (const way of ways) {
        const known = new Map([...events, ...way.map(({ event, moment }) => [event, moment])]);
        const bandOf = (untils) => (untils.findIndex((leaf) => meets(now, ends(leaf, known, now))) + untils.length + 1) % (untils.length + 1);
        const bands = attempt(() => timed.map(bandOf), (gap) => gap);
        const name = text(bands);
        found.bands.set(name, bands);
        for (const { names } of way) names.add(name);
      }
      histories.set(key, found);
      return found;
    };
    /** A part and the number of its result, remembered by all that it depends on. */
    const partIn = (matching, timed, bands, classes) => {
      if (bands.country) return { ...NOTHING, problem: { kind: "unpublished", ...bands } };
      const key = text([matching.map(({ at }) => at), bands]);
      if (!granted.has(key)) {
        const resolved = resolve(
          matching.flatMap(({ at, rule }) => {
            if (!rule.bands[0]) return { at, rule };
            const band = bands[timed.indexOf(at)];
            const own = rule.bands[band];
            return own.is_pass ? [] : { at, rule, band, own };
          }),
        );
        const { whole, options, madeBy } = resolved;
        const sets = [whole, ...options.map(([, sets]) => sets)].flatMap(Object.values);
        const rungs = inside?.rungsOf(whole.approval?.text) ?? [];
        const used = [...sets.flatMap(named), ...madeBy.flatMap(({ match }) => untilsOf(match))];
        granted.set(key, [resolved, unique([...used, ...rungs.flatMap(([, upTo]) => upTo ?? [])])]);
      }
      const [resolved, used] = granted.get(key);
      const values = Object.fromEntries(used.map((term) => [term, valueOf(term, classes)]));
      const own = text([key, used.map((term) => [values[term].leaf.text, values[term].path])]);
      if (!parts.has(own)) {
        const part = partOf(resolved, values, classes, isBuyer, situation);
        const { because, section, ...answer } = part;
        const written = [resolved.whole, resolved.options].map((one) => text(one, (key, value) => (key === "sources" ? undefined : value)));
        parts.set(own, { part, key: text([answer, part.problem ? [] : written]) });
      }
      return parts.get(own);
    };
    const answersIn = (bits, classes) => {
      const matching = grid.matching(bits);
      const timed = matching.filter(({ rule }) => rule.bands[0]);
      const untils = timed.map(({ rule }) => rule.bands.flatMap(({ until }) => (until ? valueOf(until, classes).leaf : [])));
      const history = historyOf(untils, classes);
      const left = new Map();
      for (const [name, bands] of history.bands) {
        const found = partIn(matching, timed.map(({ at }) => at), bands, classes);
        const { part = found, key = text(found) } = found;
        if (!results.has(key)) results.set(key, results.size);
        left.set(name, { part, result: results.get(key) });
      }
      return { history, left };
    };

    const cells = new Map();
    for (const [bits, chosen] of grid.cells(candidates)) {
      const classes = [];
      for (const [axis, one] of chosen) classes[axis] = one;
      cells.set(bits, answersIn(bits, classes));
    }
    const found = unique([...cells.values()].flatMap(({ left }) => [...left.values()].map(({ part }) => part)));
    if (results.size < 2) {
      const shared = (one) => found.every(({ because }) => because.some((other) => text(other) === text(one)));
      return found[0] ? { ...found[0], because: found[0].because.filter(shared) } : NOTHING;
    }

    // How few results would be left on average.
    const scores = new Map();
    const note = (fact, counts) => {
      const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      if (Math.min(...counts) < results.size) scores.set(fact, Math.min(scores.get(fact) ?? results.size, mean));
    };
    /** For each moment that makes a difference, how many results are left if the event was then. */
    const leftByEvent = (event, keys) => {
      const tables = new Map();
      for (const { history, left } of keys.flatMap((key) => cells.get(key) ?? [])) {
        const own = text([history.key, [...left.values()].map(({ result }) => result)]);
        if (tables.has(own)) continue;
        // A cell that does not ask for the event gives the same answers whenever it was.
        const byDay = history.days.get(event) ?? new Map([[0, left.keys()]]);
        const table = [...byDay].map(([day, names]) => [day, [...names].map((name) => left.get(name).result)]);
        tables.set(own, table.sort(([one], [other]) => one - other));
      }
      const all = [...tables.values()];
      const days = unique(all.flat().map(([day]) => day));
      return days
        .filter((day) => day || all.every((table) => !table[0][0]))
        .map((day) => {
          const then = all.flatMap((table) => {
            const alike = table.filter(([one]) => !one === !day);
            const those = alike.length ? alike : table;
            return (those.findLast(([one]) => one <= day) ?? those[0])[1];
          });
          return new Set(then).size;
        });
    };
    const open = new Map();
    candidates.forEach((classes, at) => {
      if (classes.length > 1 && grid.tells(at)) add(open, axes[at].fact, at);
    });
    for (const event of unique([...cells.values()].flatMap(({ history }) => [...history.days.keys()]))) {
      const groups = open.has(event) ? grid.cellsBy([...open.get(event)], candidates) : [[...cells.keys()]];
      open.delete(event);
      note(event, groups.flatMap((keys) => leftByEvent(event, keys)));
    }
    for (const [fact, own] of open) {
      const counts = grid.cellsBy([...own], candidates).map((keys) => {
        const left = keys.flatMap((key) => [...(cells.get(key)?.left.values() ?? [])]);
        return new Set(left.map(({ result }) => result)).size;
      });
      note(fact, counts.filter(Boolean));
    }
    const sorted = (list, rank) => list.sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
    const place = (outcome) => (program.offers.indexOf(outcome) + 99) % 99;
    const possible = unique(found.flatMap((part) => part.outcome ?? part.problem?.kind ?? []));
    return {
      ...NOTHING,
      needs: sorted([...scores.keys()], (fact) => scores.get(fact)),
      possible: sorted(possible, place),
    };
  };

  const ready = ({ facts, events, now }) => {
    const known = new Map(Object.entries(events).map(([event, told]) => [event, moment(told)]));
    return { facts, events: known, now: moment(now) };
  };
  const decide = (told) => {
    const situation = ready(told);
    const candidates = axes.map((axis) => classesOf(axis, situation));
    const part = suppose(situation, candidates, true);
    return inside ? inside.whole(part, suppose(situation, candidates, false), situation, candidates) : { ...part, problem: part.problem?.kind ?? null };
  };
  /** When a deadline of a reason ends, and whether that is over. */
  const windowOf = (term, text, told) => {
    const { leaf } = terms[term].find((row) => row.leaf.text === text);
    const situation = ready(told);
    const end = deadline({ leaf }, situation);
    return { ...end, is_over: Boolean(end.date) && !meets(situation.now, ends(leaf, situation.events, situation.now)) };
  };
  return { decide, windowOf };
};
