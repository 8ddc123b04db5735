// What happens in my case? Asks what still matters, one question at a time, and shows the answer of decide.js.
// All that is told stands in the address (#reason=changed_mind&delivered=2026-12-10), so that it can be kept, sent and
// gone back to: "" asks for it now, "?" is not known, "-" is none of the flags. So does the day that it is answered for.
// No word stands in here: generator/language/case_phrases.py writes them, as the explanations of Python have them. They
// are HTML already; of the address only what the rules name, dates and numbers are shown.
"use strict";

(() => {
  const { program, phrases } = samepageCase;
  const { words, facets, values, names, leaves, possible, frames } = phrases;
  const asks = { __proto__: null, ...phrases.asks }; // the address may name anything
  const { decide, windowOf, barred } = samepage(program);
  const [all, yours, form, answered, status, how, table] = ["", "-told", "-ask", "-answer", "-status", "-how", "-rules"].map((name) =>
    document.getElementById(`case${name}`),
  );

  const fill = (text, blanks) => text.replace(/{(.+?)}/g, (_, name) => blanks[name] ?? "");
  const upper = (text) => text[0].toUpperCase() + text.slice(1);
  const comma = words.comma;
  const either = (list, last = words.or) => list.slice(0, -1).join(comma) + (list[1] ? last : "") + list.slice(-1);
  const joined = (parts) => parts.filter((part) => part).join("");
  const titled = (title, html) => html && `<h3>${title}</h3>${html}`;
  const items = (list, kind) => list[0] && `<ul class="${kind}"><li>${list.join("<li>")}</ul>`;
  /** Lines are names, what is said, and whether that is a last day. */
  const listOf = (lines) =>
    lines[0] && `<dl>${lines.map(([name, said, isDue]) => `<div><dt>${name}<dd${isDue ? " class=due" : ""}>${said}</div>`).join("")}</dl>`;

  // ---- what is told

  let told; // the pairs of the address, as they stand there
  const isDate = (text) => {
    const day = text?.slice(0, 10);
    return RegExp(frames.day).test(text) && Date.parse(text) && new Date(day).toISOString().startsWith(day); // 30 February is 2 March
  };
  /** What a text says of a fact or an event; undefined if it says nothing. */
  const meaning = (name, text) => {
    const { kind, values, currency } = asks[name];
    const flags = text === "-" ? [] : text.split(",");
    const [, , , sound] = frames[kind];
    const isSound = sound ? RegExp(sound).test(text) : flags.every((one) => Object.hasOwn(values, one));
    if (isSound || (kind === "event" && isDate(text))) return kind === "money" ? [Math.round(text * 10 ** program.digits[currency]), currency] : kind === "any_of" ? flags : text;
  };
  /** $1,200.50 and 49,90 as an address has them, read as generator/language/amount_written.py does. */
  const amountIn = (text, { reads }) =>
    text.normalize("NFKC").toLowerCase().match(reads)?.[1].replace(RegExp(phrases.groups, "g"), "").replace(",", ".") ?? text;
  const today = () => new Date().toLocaleDateString("sv", { timeZone: program.timezone });
  /** What is told, and this too. */
  const situationOf = (...more) => {
    const [facts, events] = [{}, {}];
    for (const [name, text] of [...told, more]) {
      const said = asks[name] && meaning(name, text);
      if (said) (asks[name].kind === "event" ? events : facts)[name] = said;
    }
    const now = told.get("now");
    return { facts, events, now: isDate(now) ? now : today() };
  };
  /** What is wrong with what is told: a day to come, or on the wrong side of another, or with which something cannot be. */
  const clash = (name, now) => {
    const situation = situationOf();
    const dayOf = (one) => situation.events[one]?.slice(0, 10);
    const day = dayOf(name);
    if (day > now && day < "n") return words.future; // "not_yet" is no day
    const isAfter = (one, other) => dayOf(other) > dayOf(one) && program.after[one]?.includes(other); // "not_yet" is after all days
    const other = barred(name, situation) ?? Object.keys(asks).find((one) => isAfter(name, one) || isAfter(one, name));
    return other && fill(words.clash, { what: asks[other].name, when: shown(other, told.get(other)) });
  };
  /** The address with this told too. */
  const address = (name, text = "") => {
    const next = new URLSearchParams(told);
    next.delete(name); // what was told last stands last
    next.set(name, text);
    return `#${next}`;
  };

  // ---- how it is said

  const when = ([y, m, d, time], frame) => {
    const day = fill(phrases.months[m - 1], { y, d });
    return frame ? fill(words[time ? `${frame}_instant` : frame], { day, time: time.slice(0, 5) }) : day;
  };
  const money = ([low, high, currency]) => {
    const places = program.digits[currency];
    const one = (minor) => (minor / 10 ** places).toLocaleString("en", { minimumFractionDigits: places });
    return fill(phrases.money[currency][+(low < high)], { low: one(low), high: one(high) });
  };
  const deadline = ({ rule, date, at_the_latest }) =>
    date && rule !== "at_once" ? when(date, at_the_latest ? "latest" : "by") : (leaves[rule] ?? rule);
  const shown = (name, text) => {
    const { kind, values } = asks[name];
    const said = meaning(name, text);
    if (!said) return words.unknown;
    if (kind === "money") return money([said[0], ...said]);
    if (kind === "event") return said === "not_yet" ? asks[name].yet : when(said.split(/\D/).map(Number));
    return [said].flat().map((one) => values[one] ?? words.elsewhere).join(comma) || words.none;
  };
  /** Amounts of terms, each with the rule that it follows. */
  const sums = (list = []) =>
    list.map(({ term, amount, rule, length }) => {
      const how = leaves[rule ?? length];
      const is = amount ? money(amount) : how;
      return [upper(names[term]), is === how ? is : is + fill(words.how, { how })];
    });
  const linesOf = (option, because, isOne) => {
    // Credit is no refund: it is given, and that it is credit the offer says itself. A platform is told to pay.
    const { to } = option.refund ?? {};
    const called = { ...facets, ...phrases.called[to === option.offer ? "given" : to] };
    return Object.keys(facets).flatMap((name) => {
      const [, own] = name.split(".");
      const said = own ? option.refund?.[own] : option[name];
      const one = (word) => values[name]?.[word] ?? leaves[word] ?? word;
      const isAmount = name === "amount";
      const text = said ? (isAmount ? money(said) + (said[1] ? "" : words.zero) : said.rule ? deadline(said) : [said].flat().map(one).join(comma)) : isAmount && isOne && because.flatMap(({ facet, terms }) => (facet === name ? leaves[Object.values(terms)[0]] : []))[0];
      const line = text && called[name] ? [[called[name], text + joined(because.map(({ rule }) => table.querySelector(`[data-rule="${rule}"] [data-of="${name}"]`)?.outerHTML)), said?.date]] : [];
      return isAmount ? [...line, ...(phrases.paid.includes(option.offer) ? sums(option.fees) : []), ...sums(option.also)] : line;
    });
  };
  const may = (outcomes, frame = words.may_be) => upper(fill(frame, { list: either(outcomes.map((one) => possible[one] ?? possible.person)) }));
  const inside = globalThis.samepageStaff?.({ phrases, items, titled, listOf, deadline, sums, fill, upper, address, windowOf });

  // ---- the question

  const question = (name, flags, now) => {
    const { kind, values = {}, ...asked } = asks[name];
    const [frame, each, missing] = frames[kind];
    const choices = Object.entries(values);
    // Of flags those that can still change the answer; of others those that can be.
    const isOpen = ([value]) => (kind === "any_of" ? !flags[0] || flags.includes(`${name}.${value}`) : !barred(name, situationOf(name, value)));
    const boxes = choices.filter(isOpen).map(([value, label]) => fill(each, { name, value, label }));
    form.innerHTML = fill(frame, { ...asked, name, choices: boxes.join(""), now });
    if (barred(name, situationOf(name, "not_yet"))) form.querySelector("[value=not_yet]")?.remove();
    const alarm = (text = "") => (form.querySelector("[role=alert]").innerHTML = text);
    alarm(clash(name, now));
    form.onsubmit = (event) => {
      event.preventDefault();
      const text = event.submitter?.value || (kind === "money" ? amountIn : String)(new FormData(form).getAll(name).join().trim(), asked) || (kind === "any_of" ? "-" : "");
      if (text === "?" || (text && meaning(name, text))) return (location.hash = address(name, text));
      alarm(fill(missing, asked));
      form.querySelector("input, select").focus();
    };
  };

  // ---- the answer

  /** The rules that the answer rests on, by name: what they say in general other rules may change in this case. */
  const reasons = (because, isOpen) =>
    [...new Set(because.map(({ rule }) => rule))].flatMap((id) => {
      const [title, said] = table.querySelector(`[data-rule="${id}"]`)?.children ?? [];
      return title ? title.innerHTML + (isOpen ? `<p>${said.innerHTML}` : "") : [];
    });
  const answer = (found, situation, elsewhen) => {
    let { because, options, evidence, needs } = found;
    let last;
    const ends = [];
    const ended = [];
    let isLate;
    const lines = (options[0] ? options : [{}]).map((option) => linesOf(option, because, !options[1]));
    const isIn = (line) => (some) => some.some((other) => `${other}` === `${line}`);
    const made = because.filter(({ facet }) => facet === "offer" && !needs.includes("reason")); // else of everything
    if (needs[0]) because = made;
    for (const { rule, band, terms } of made) {
      program.rules.find(({ id }) => id === rule).bands.forEach(({ until: term, by }, at) => {
        const end = term && windowOf(term, terms[term], situation, by);
        // Nothing of what the act was in time for; of the bands to come that it was too late: who waits, waits for nothing.
        if (!end || (!end.is_over && (at >= band || situation.events[by] < "n"))) return;
        isLate ||= at >= band;
        last = !end.is_over && end.date;
        const line = [upper(names[term]), deadline(end), end.date];
        // Who is too late by now may have asked before.
        ends.push(end.is_over ? { rule: ` from ${by}`, date: null } : end);
        if (end.is_over) ended.push(fill(words.ended, { name: names[term], at: when(end.date, "at"), why: phrases.ends[end.rule] }));
        else if (terms[term] ?? end.date) lines.forEach((some) => isIn(line)(some) || some.unshift(line));
      });
    }
    let title = words[found.problem] ?? words.problem;
    let notes = [words.problem_next];
    if (needs[0]) {
      title = fill(words.ask, { list: either(needs.map((one) => asks[one].name), words.and) });
      notes = [may(found.possible)];
    } else if (options[0]) {
      const [main] = made;
      // What is known may leave open by which row of a table it is offered, and still be enough to say what.
      const [says, later, less] = main ? phrases.says[main.rule][main.band - 1] : [may(options.map(({ offer }) => offer), words.is)];
      const isDeclined = options[0].offer === "decline";
      title = isDeclined && !ended[0] ? words.sorry : (less && options.some(({ fees }) => fees?.[0]) ? less : says);
      if (isDeclined) [evidence, because] = [[], because.filter(({ facet }) => facet !== "evidence")]; // nothing depends on it
      notes = [...ended, isLate ? "" : later];
    } else if (inside && !found.problem) {
      title = words.shop;
      notes = [];
    }
    notes.push(phrases.applies.some((event) => situation.events[event] < phrases.since) && words.early); // "not_yet" is after all days
    // What all options say is said once.
    const shared = lines[1] ? lines[0].filter((line) => lines.every(isIn(line))) : [];
    const own = lines.map((some, at) => {
      const html = listOf(some.filter((line) => !isIn(line)(shared)));
      return lines[1] ? titled(upper(possible[options[at].offer]), html) : html;
    });
    // What would turn a rule into a date or an amount: what rests on nothing else ends with its amount.
    const kind = JSON.stringify([told.get("channel"), options, last, evidence, because, ends, { ...found, due: 0 }]);
    const missing = Object.keys(asks).filter((one) => !told.get(one) && kind.match(asks[one].currency ? 'amount":null,' : `from ${one}[^{]*date":null`));
    answered.innerHTML = joined([
      elsewhen,
      inside && options[0] ? `<p class="tell">${words.tell}</p>` : "",
      `<h2 class=say tabindex=-1>${title}</h2>`,
      ...notes.map((text) => text && `<p>${text}`),
      ...own,
      titled(words.all, listOf(shared)),
      lines.flat().some((line) => line[2]) && frames.zone,
      titled(words.evidence, items(evidence.map((one) => phrases.evidence[one]), "dashes evidence")),
      inside ? inside(found, situation) : "",
      // While it is open, what each of the rules says that may be the one.
      titled(words.because, items(reasons(inside && found.seller ? [...because, ...found.seller.because] : because, needs[0]), "why")),
      titled(words.more, items(missing.map((one) => `<a href="${address(one)}">${fill(words.add, { what: asks[one].name })}</a>`), "dashes more")),
    ]);
    // How to go on: each line has the pattern of the answers that it is for (generator/publish/ways.py).
    for (const one of how.children) one.hidden = !kind.match(one.dataset.for ?? "");
    for (const one of how.querySelectorAll("b")) one.innerHTML = last && when(last);
  };

  // ---- the page

  const render = (change) => {
    const hash = location.hash;
    // A jump inside the page is no answer.
    if (told && hash[1] && !hash.includes("=")) return history.replaceState(0, "", `#${told}`);
    told = new URLSearchParams(Object.fromEntries(new URLSearchParams(hash.slice(1)))); // once each, the last
    const day = today();
    // Whoever opens an address later reads what it said, until something is told that has happened since.
    if (hash[1] && (!told.get("now") || [...told].some(([, text]) => text.slice(0, 10) > told.get("now") && text < `${day}U`))) {
      told.set("now", day);
      history.replaceState(0, "", `#${told}`);
    }
    const situation = situationOf();
    // Of nothing nothing is known: the first question is asked without going through all cases.
    const rows = [...told].filter(([name, text]) => asks[name] && text);
    const found = rows[0] || !phrases.start ? decide(situation) : phrases.start;
    const now = situation.now.slice(0, 10);
    const odd = rows.findLast(([name]) => clash(name, now))?.[0];
    const next = [...told].find(([name, text]) => asks[name] && !text)?.[0] ?? odd ?? found.needs.find((name) => told.get(name) !== "?");
    answered.hidden = how.hidden = !(form.hidden = !next);
    const elsewhen = now !== day && fill(frames.now, { date: when(now.split(/\D/).map(Number)), href: address("now") });
    const line = ([name, text]) => [asks[name].legend, fill(frames.line, { text: shown(name, text), href: address(name), ...asks[name] })];
    yours.innerHTML = joined([
      rows[0] && fill(frames.told, { list: listOf(rows.map(line)) }),
      next && elsewhen,
    ]);
    if (next) question(next, found.flags, now > day ? now : day);
    else answer(found, situation, elsewhen);
    status.innerHTML = next && found.possible[1] ? may(found.possible) : "";
    for (const one of document.querySelectorAll("[hreflang]")) one.hash = location.hash;
    if (change) (next ? form : answered).querySelector("[tabindex]").focus();
  };
  all.hidden = false;
  onhashchange = render;
  render();
})();
