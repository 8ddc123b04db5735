// What the policy grants in a case: runs what generator/decisions/published_program.py writes, and answers as
// generator/decisions does, where each step is explained. tests/assistant proves the two equal.
// Limits: days from 1970 on, time zones as the browser knows them and in whole minutes, one change of the clocks in two
// days. The policy has passed its checks, and the situation names only what the program knows.
// A classic script, so that a page opened from disk runs it too. Days and seconds are those since 1970; no fractions.
//
// samepage(program) -> {decide, windowOf}. A situation is {facts, events, now}: a fact is a word, a list of flags or
// [minor units, currency]; an event or now is "2026-11-30", "2026-11-30T09:30", the same with an offset, or "not_yet".
// What only staff may know is worked out by inside.js, which buyers do not load.
"use strict";

globalThis.samepage = (program) => {
  const staff = globalThis.samepageInside; // what only staff may know is worked out there
  const { axes, rules, terms, calendars, only } = program;
  const DAY = 86400;
  const NEVER = 1e7;
  const text = JSON.stringify;
  const unique = (list) => [...new Set(list)];
  const pick = (object, test) => Object.fromEntries(Object.entries(object).filter(([name]) => test(name)));
  const isTerm = ([first]) => first === "$";

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
  const ordinal = (year, month, day) => Date.UTC(year, month - 1, day) / 864e5;
  const stamp = (seconds) => new Date(seconds * 1000).toISOString();
  const seconds = (stamp) => Date.parse(stamp) / 1000;
  const civil = (day) => stamp(day * DAY).slice(0, 10).split("-").map(Number);
  /** The last day of the month where the month is too short. */
  const clamped = (year, month, day) => Math.min(ordinal(year, month, day), ordinal(year, month + 1, 0));

  const format = new Intl.DateTimeFormat("sv", {
    timeZone: program.timezone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  /** The shop's civil seconds at an instant of universal time. */
  const wall = (instant) => seconds(`${format.format(instant * 1000).replace(" ", "T")}Z`);
  /** The instant of civil seconds: the first of two where clocks go back, as before the change where they skip it. */
  const instant = (civil) => {
    const offsets = [-DAY, DAY].map((near) => wall(civil + near) - civil - near);
    return civil - (offsets.find((offset) => wall(civil - offset) === civil) ?? offsets[0]);
  };
  const dayOf = (instant) => Math.floor(wall(instant) / DAY);
  const startOf = (day) => instant(day * DAY);
  const endOf = (day) => startOf(day + 1) - 1;
  /** What has not happened ("not_yet") is on day 0; `at` is the instant, if it is known. */
  const moment = (told) => {
    if (!told[10]) return { day: seconds(told) / DAY || 0 };
    const at = /Z|[+-]..:..$/.test(told) ? seconds(told) : instant(seconds(`${told}Z`));
    return { day: dayOf(at), at };
  };
  /** A day as [year, month, day], and the time of day if it is known. */
  const civilOf = ({ day, at }) => [...civil(day), at === undefined ? "" : stamp(wall(at)).slice(11, 19)];

  // ---- business days and open hours

  const isWorked = (calendar, day) => {
    const { country, first, end, last } = calendar;
    const isOpen = !calendar.closed.includes((day + 3) % 7);
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
    if (!leaf.parts) return { day: NEVER };
    const isLater = kind === "later_of";
    const found = leaf.parts.map((part) => attempt(() => ends(part, events, now), (gap) => gap));
    const known = found.filter((end) => end && (isLater || end.day !== NEVER));
    const endless = known.filter((end) => end.day === NEVER);
    if (endless[0]) return endless.find((end) => !end.latest) ?? endless[0];
    for (const end of found) if (end?.country) throw end;
    if (found.includes(null) && (isLater || !known[0])) return null;
    const open = found.some((end) => !end || end.latest);
    if (!known[0]) return { day: NEVER, latest: open };
    const keys = known.map(keyOf);
    const key = Math[isLater ? "max" : "min"](...keys);
    const { day, at } = known[keys.indexOf(key)];
    return { day, at, latest: isLater ? known.every((end, n) => keys[n] !== key || end.latest) : open };
  };
  /** Whether the act is in time: what a band is met by, once that is told, else now. */
  const meets = ({ events, now }, end, by) => {
    const { day, at } = [events.get(by), now].find((one) => one?.day);
    return end.at === undefined ? day <= end.day : (at ?? startOf(day)) <= end.at;
  };
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
    return [year - 1, year].some((one) => {
      const [first, last] = endsOf(span, one);
      return first <= day && day <= last;
    });
  };

  // ---- where a situation lies: the classes of an axis that may be its own

  const classOn = (day, spans) => day && (spans ? spans.findIndex((span) => fallsIn(day, span)) + 1 : 1);
  const classesOf = ({ kind, fact, values, cuts, size, spans }, { facts, events }) => {
    const all = [...Array(size).keys()];
    if (events.has(fact)) return [classOn(events.get(fact).day, spans)];
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
  /** All that may be the case. An event happens on day 0 if not yet. */
  const wholeOf = (situation) => {
    const whole = {};
    axes.forEach((axis, at) => {
      if (!/event|season/.test(axis.kind)) whole[at] = classesOf(axis, situation).map((one) => [one, one]);
    });
    for (const event in program.events) if (!situation.events.has(event)) whole[event] = [[0, 0], [Math.max(1, Math.min(program.since, situation.now.day - 366)), situation.now.day]];
    return whole;
  };

  // ---- what the rules grant together, facet by facet: a match is a rule and what it sets

  const unbeaten = (among) => {
    const found = among.filter((one) => !among.some((other) => other.rule.over.includes(one.at)));
    return staff ? found.map((one) => ({ ...one, among })) : found;
  };
  const isWhole = (name) => (staff ? /^(evidence|reply|approval|bears|appeal|charge\..*)$/.test(name) : name === "evidence");
  /** Every facet once. Where rules contradict each other the first is taken: such a policy is not published. */
  const merge = (said) => {
    const byName = {};
    for (const [match, facets] of said) {
      for (const name in facets) (byName[name] ??= []).push({ ...match, said: facets[name] });
    }
    const sets = {};
    for (const name of Object.keys(byName).sort()) {
      const sources = unbeaten(byName[name]);
      sets[name] = { text: name === "evidence" ? unique(sources.flatMap(({ said }) => said)).sort() : sources[0].said, sources };
    }
    return sets;
  };
  /** What still says something about an offer, and what it cannot be carried out without. */
  const applies = (name, offer, { goods, ...sets }) => {
    if (only.returned.includes(name)) return goods?.text === "return";
    if (name === "refund.bank" && sets["refund.to"]?.text === "store_credit") return false;
    return !only.paid.includes(name) || !only.unpaid.includes(offer);
  };
  const resolve = (matches) => {
    const conditions = matches.filter((one) => !one.own).map((one) => [one, one.rule.facets]);
    const madeBy = unbeaten(matches.filter((one) => one.own));
    const [first] = madeBy;
    if (!first) {
      const whole = merge(conditions);
      return { options: [], whole, madeBy, ...(staff ? { problem: inside.problemIn(whole) } : {}) };
    }
    const conflict = staff ? inside.differ(madeBy) : undefined;
    let problem = conflict;
    const offers = conflict ? [] : first.own.options.map(([offer]) => offer);
    const options = offers.map((offer, at) => {
      const nth = offers.slice(0, at).filter((one) => one === offer).length;
      const own = madeBy.map((one) => [one, one.own.options.filter(([other]) => other === offer)[nth][1]]);
      const refuses = /^(decline|wait)$/.test(offer);
      // What is given in addition is owed also to who chooses to wait.
      const isMore = (name) => offer === "wait" && offers[1] && /^also\.|^valid$/.test(name);
      const remains = (name) => !refuses || isMore(name) || (staff ? isWhole(name) && name !== "approval" : isWhole(name));
      const merged = merge([...own, ...conditions].map(([one, facets]) => [one, pick(facets, remains)]));
      const sets = pick(merged, (name) => applies(name, offer, merged));
      if (staff) problem ??= inside.problemIn(merged, sets, offer, madeBy);
      return [offer, sets];
    });
    // Evidence of any option is asked for whatever is chosen; the others hold where all that say them agree.
    const whole = {};
    for (const name of staff ? unique(options.flatMap(([, sets]) => Object.keys(sets))).sort() : ["evidence"]) {
      const said = options.flatMap(([, sets]) => sets[name] ?? []);
      if (staff ? name === "evidence" : said[0]) {
        const isFirst = (one, at, all) => all.findIndex((other) => other.at === one.at) === at;
        const sources = said.flatMap((one) => one.sources);
        // Buyers are told each reason once anyway.
        whole[name] = { text: unique(said.flatMap((one) => one.text)).sort(), sources: staff ? sources.filter(isFirst) : sources };
      } else if (staff && isWhole(name) && said.every((one) => text(one.text) === text(said[0].text))) [whole[name]] = said;
    }
    return { first, whole, madeBy, ...(staff ? { problem } : {}), options: options.map(([offer, sets]) => [offer, pick(sets, (name) => !whole[name])]) };
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
    if (!base || (currency ?? own) !== own) return null;
    // Rounded half up, then raised, then cut.
    const share = (amount, hundredths) => {
      const found = Math.floor((amount * hundredths + 5000) / 10000); // exact below 2 ** 53
      return Math.min(Math.max(found, at_least ?? found), at_most ?? Infinity);
    };
    return [share(base[0], low), share(base[1], high), own];
  };
  // ---- one answer

  const deadline = (leaf, { events, now }) => {
    const end = attempt(() => ends(leaf, events, now), ({ country, year }) => ({ day: NEVER, gap: { calendar_not_published: { country, year } } }));
    const isKnown = end && end.day !== NEVER;
    return {
      rule: leaf.text,
      date: isKnown ? civilOf(end) : null,
      at_the_latest: Boolean(isKnown && end.latest),
      ...end?.gap,
    };
  };
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
      const leaf = valueOf(name)?.leaf;
      if (/^(money|share)$/.test(leaf?.kind)) amounts[name] = amountOf(leaf, bases, gross);
    }
    // Together fees are never more than the amount.
    let left = gross;
    for (const name in amounts) {
      if (!left || !name.startsWith("fees.")) continue;
      const [low, high, currency] = amounts[name] ?? [];
      if (currency !== left[2]) left = null;
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
      const isAmount = name in amounts;
      const value = isAmount ? amounts[name]
        : leaf?.kind === "lasts" ? leaf.text
        : leaf || said === "at_once" ? deadline(leaf ?? { kind: said, text: said }, situation)
        : said;
      const named = { name: own, [isAmount ? "amount" : "length"]: value, term, ...(isAmount && { rule: leaf.text }) };
      if (family === "refund") refund = { to: null, by: null, bank: null, ...refund, [own]: value };
      else if (families[family]) families[family].push(named);
      else if (name !== "amount") option[name] = value;
      if (staff && family === "charge") charges[name] = named;
    }
    const { fees, also } = families;
    const found = { offer, ...option, fees, ...(also[0] && { also }), amount: left || null, ...(refund && { refund }) };
    return staff ? { option: found, charges, amount: left } : { option: found };
  };
  const untilsOf = ({ rule, band }) => rule.bands.slice(0, band + 1).flatMap(({ until }) => until ?? []);
  const named = ({ text }) => (isTerm(text) ? [text.slice(1)] : []);
  /** What buyers are told of the reasons; inside.js tells all of them. */
  const reasonsOf = ({ options, whole, madeBy }, values) => {
    const note = (facet, { rule, band }, used) =>
      text({ rule: rule.id, facet, band: band + 1 || null, terms: Object.fromEntries(used.map((term) => [term, values[term].leaf.text])) });
    // First what makes the offer, last what is asked for.
    const sets = [...options.map(([, sets]) => sets), whole].flatMap(Object.entries);
    const found = sets.flatMap(([name, set]) => set.sources.map((source) => note(name, source, named(set))));
    return unique([...madeBy.map((source) => note("offer", source, untilsOf(source))), ...found]).map((one) => JSON.parse(one));
  };
  const inside = globalThis.samepageInside?.({
    ...{ program, text, unique, pick, isTerm, attempt, ends, meets, eventsOf, untilsOf, named, basesOf, grant, deadline },
    across: (situation, whole, work) => suppose(situation, whole, undefined, work),
  });
  const NOTHING = staff ? { ...program.nothing, ...inside.nothing } : program.nothing;
  const partOf = (resolved, values, situation, isBuyer) => {
    const { first, whole, options } = resolved;
    const isSilent = staff ? !first && inside.isSilent(whole, isBuyer) : !first;
    const problem = isSilent ? { kind: "uncovered" } : staff ? resolved.problem : 0;
    const because = isSilent ? [] : (staff ? inside.reasonsOf : reasonsOf)(resolved, values);
    if (problem) return { ...NOTHING, because, problem };
    const granted = options.map(([offer, sets]) => grant(offer, sets, values, situation));
    const part = {
      ...NOTHING,
      outcome: options[0]?.[0] ?? null,
      choice: first?.own.choice ?? null,
      options: granted.map(({ option }) => option),
      evidence: whole.evidence?.text ?? [],
      because,
    };
    return staff ? { ...part, ...inside.partOf(resolved, granted, values, situation, isBuyer) } : part;
  };

  // ---- deciding with what is known: every situation that may be the case is tried

  /** The part; with `work`, what that makes of each situation that the conditions which it asks for tell apart. */
  const suppose = (situation, whole, isBuyer, work) => {
    const { events, now } = situation;
    const memo = new Map();
    const remember = (key, work) => memo.get(key) ?? (memo.set(key, work()), memo.get(key));
    const asked = new Set();
    let [open, boxes] = [];
    let box; // what may still be the case: by name the stretches of classes or days, of which the last stands for all

    /** What is so throughout the box: where it is not, the box is made smaller, and the rest has its own turn. */
    const ask = (name, answer, cuts) => {
      let spans = box[name];
      for (const day of cuts ?? []) {
        spans = spans.flatMap(([first, last]) => (first <= day && day < last ? [[first, day], [day + 1, last]] : [[first, last]]));
      }
      const found = answer(spans[0][1]);
      if (spans[1]) {
        const alike = [];
        const others = spans.filter((span) => answer(span[1]) !== found || (alike.push(span), 0));
        if (others[0]) {
          boxes.push({ ...box, [name]: others });
          if (boxes === open) asked.add(name);
        }
        spans = alike;
      }
      box[name] = spans;
      return found;
    };
    const [year] = civil(now.day);
    const turns = axes.map(({ spans }) => spans?.flatMap((span) => [year - 1, year].flatMap((one) => endsOf(span, one).map((day, at) => day - !at))));
    const fits = ([at, fit]) => {
      const { kind, fact, spans } = axes[at];
      if (box[at]) return ask(at, (one) => fit.includes(one));
      const test = (day) => fit.includes(classOn(day, spans));
      return box[fact] ? ask(fact, test, turns[at]) : test(events.get(fact).day);
    };
    const may = ([at, fit]) => whole[at]?.some(([one]) => fit.includes(one)) ?? true;
    const holds = (clauses) => clauses.some((clause) => clause.every(may) && clause.every(fits));
    const valueOf = (term) => ({ term, ...terms[term].find(({ when }) => when.every(fits)) });
    /** The last days before an answer changes: what is the same on two days is the same between them. */
    const cutsOf = (answer, first = 1, last = now.day) => {
      if (answer(first) === answer(last)) return [];
      const middle = (first + last) >> 1;
      return middle === first ? [first] : [...cutsOf(answer, first, middle), ...cutsOf(answer, middle, last)];
    };
    const isMet = ({ leaf }, by) => {
      for (const part of partsOf(leaf)) {
        const { event, text } = part;
        /** Whether the act meets it if its one event was then; where that is not published, the last year or the year. */
        const metIf = (day) =>
          remember(text + day + by, () => attempt(() => meets(situation, ends(part, new Map([[event, { day }]]), now), by), ({ year, last }) => Math.max(year, last)));
        if (box[event]) ask(event, metIf, remember(text + by, () => cutsOf(metIf)));
      }
      const supposed = Object.keys(program.events).flatMap((event) => (box[event] ? [[event, { day: box[event][0][1] }]] : []));
      return meets(situation, ends(leaf, new Map([...events, ...supposed]), now), by);
    };
    /** A part and the number of its result, remembered by all that it depends on. */
    const own = rules.map((rule, at) => ({ at, rule })).filter(({ rule }) => (!staff || Boolean(rule.buyer) === isBuyer) && rule.when.some((clause) => clause.every(may)));
    const decided = () => {
      const matches = own.filter(({ rule }) => holds(rule.when) && !holds(rule.unless)).map((one) => {
        const { bands } = one.rule;
        const band = bands.findIndex(({ until, by }) => !until || isMet(valueOf(until), by));
        return { ...one, band, own: bands[band] };
      });
      const key = text(matches.map(({ at, band }) => [at, band]));
      const [resolved, used] = remember(key, () => {
        const resolved = resolve(matches.filter(({ own }) => !own?.is_pass));
        const { whole, options, madeBy } = resolved;
        const sets = [whole, ...options.map(([, sets]) => sets)].flatMap(Object.values);
        const used = [...sets.flatMap(named), ...madeBy.flatMap(untilsOf)];
        if (staff) used.push(...(inside.rungsOf(whole.approval?.text) ?? []).flatMap(([, upTo]) => upTo ?? []));
        return [resolved, unique(used)];
      });
      const values = Object.fromEntries(used.map((term) => [term, valueOf(term)]));
      return remember(text([key, used.map((term) => [values[term].leaf.text, values[term].path])]), () => {
        const part = partOf(resolved, values, situation, isBuyer);
        const { because, section, ...answer } = part;
        // By which rules it is said makes no difference, but by which row of a table does.
        const said = (_, value) => {
          const known = values[`${value}`.slice(1)];
          return value?.[0]?.rule ? 0 : known ? value + known.leaf.text : value;
        };
        return { part, key: text([answer, part.problem ? [] : [resolved.whole, resolved.options]], said) };
      });
    };
    const answersWithout = (impossible) => {
      const found = [];
      open = [whole];
      while (open[0]) {
        box = { ...open.pop() };
        boxes = open;
        const { part, key } = staff && work ? { part: work(holds, valueOf) } : attempt(decided, (gap) => ({ part: { ...NOTHING, problem: { kind: "unpublished" } }, key: text(gap) }));
        for (boxes = [box]; boxes[0]; ) {
          box = boxes.pop();
          if (!holds(impossible)) found.push({ part, box, result: key });
        }
      }
      return found;
    };
    let answers = answersWithout(program.never);
    if (!answers[0]) answers = answersWithout([]); // somebody asks nevertheless
    const found = unique(answers.map(({ part }) => part));
    if (staff && work) return found;
    const results = unique(answers.map(({ result }) => result));
    if (!results[1]) {
      // That a rule makes the offer holds though it is not known by which row of a table, or which rules it beats.
      const kind = (one) => text(one.facet === "offer" ? [one.rule, one.band] : one);
      const because = found[0].because.flatMap((one) => {
        const all = found.flatMap(({ because }) => because.find((other) => kind(other) === kind(one)) ?? []);
        const shared = (what, none) => (unique(all.map((other) => text(other[what])))[1] ? { [what]: none } : {});
        if (all.length < found.length) return [];
        const known = { ...one, ...shared("terms", {}), ...(staff ? { ...shared("beat", []), ...shared("paths") } : {}) };
        return staff ? JSON.parse(text(known)) : known; // without what is undefined
      });
      return { ...found[0], because };
    }

    // How few results would be left on average, all flags being told at once. Some facts tell only together: where none
    // tells alone, all are asked for.
    const scores = {};
    const together = {};
    const facts = {};
    for (const name of asked) (facts[axes[name]?.fact ?? name] ??= []).push(name);
    for (const fact in facts) {
      let left = [answers];
      for (const name of facts[fact]) {
        const lasts = unique(answers.flatMap(({ box }) => box[name].map(([, last]) => last)));
        left = left.flatMap((some) => lasts.map((day) => some.filter(({ box }) => box[name].some(([first, last]) => first <= day && day <= last))));
      }
      const counts = unique(left.flatMap((some) => (some[0] ? `${unique(some.map(({ result }) => results.indexOf(result))).sort()}` : []))).map((one) => one.split(",").length);
      (Math.min(...counts) < results.length ? scores : together)[fact] = counts.reduce((sum, count) => sum + count) / counts.length;
    }
    const told = Object.keys(scores)[0] ? scores : together;
    const sorted = (list, rank) => list.sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
    const place = (outcome) => program.offers.indexOf(outcome) >>> 0;
    const possible = unique(found.flatMap(({ options, problem }) => (problem ? problem.kind : options.map(({ offer }) => offer))));
    return {
      ...NOTHING,
      because: found.flatMap(({ because }) => because), // of all that is possible
      needs: sorted(Object.keys(told), (fact) => told[fact]),
      possible: sorted(possible, place),
      flags: [...asked].flatMap((name) => (axes[name]?.kind === "flag" ? axes[name].id : [])).sort(),
    };
  };

  const ready = ({ facts, events, now }) => {
    const known = new Map(Object.entries(events).map(([event, told]) => [event, moment(told)]));
    return { facts, events: known, now: moment(now) };
  };
  const decide = (told) => {
    const situation = ready(told);
    const whole = wholeOf(situation);
    const part = suppose(situation, whole, true);
    return staff ? inside.whole(part, suppose(situation, whole, false), situation, whole) : { ...part, problem: part.problem?.kind ?? null };
  };
  /** Whether some of the classes that may be the case fit, or every one. */
  const here = (situation, how) => ([at, fit]) => classesOf(axes[at], situation)[how]((one) => fit.includes(one));
  // When a deadline of a reason ends, and whether that is over. If it is not known which row of its table is the one,
  // the last day that all of them come to; else what they go by is told as if all were counted from it.
  const windowOf = (term, said, told, by) => {
    const situation = ready(told);
    const { events, now } = situation;
    const rows = terms[term].filter(({ leaf, when }) => (said ? leaf.text === said : when.every(here(situation, "some"))));
    const [{ leaf }] = rows;
    if (unique(rows.map(({ leaf }) => `${deadline(leaf, situation).date}`))[1]) return { rule: rows.flatMap(({ when }) => when.map(([at]) => ` from ${axes[at].fact}`)), date: null };
    const end = deadline(leaf, situation);
    const found = { ...end, is_over: end.date && !meets(situation, ends(leaf, events, now), by) };
    return staff && !rows[1] ? { ...found, row: terms[term].indexOf(rows[0]) } : found;
  };
  /** What is told with which a fact or an event cannot be. */
  const barred = (name, told) => {
    const situation = ready(told);
    const facts = program.never.filter((clause) => clause.every(here(situation, "every"))).map((clause) => clause.map(([at]) => axes[at].fact));
    return facts.find((some) => some.includes(name))?.find((one) => one !== name);
  };
  return { decide, windowOf, barred };
};
