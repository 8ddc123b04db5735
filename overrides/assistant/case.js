// What happens in my case? Asks what still matters, one question at a time, and shows the answer of decide.js.
// All that is told stands in the address (#reason=changed_mind&delivered=2026-12-10), so that it can be kept, sent and
// gone back to: "" asks for it now, "?" is not known, "-" is none of the flags.
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

  const fill = (text, blanks) => text.replace(/{(\w+)}/g, (_, name) => blanks[name] ?? "");
  const upper = (text) => text[0].toUpperCase() + text.slice(1);
  const comma = words.comma;
  const either = (list, last = words.or) => list.slice(0, -1).join(comma) + (list[1] ? last : "") + list.at(-1);
  const link = (href, text) => `<a href="${href}">${text}</a>`;
  const joined = (parts) => parts.filter((part) => part).join("");
  const titled = (title, html) => html && `<h3>${title}</h3>${html}`;
  const items = (list, kind) => list[0] && `<ul class="${kind}"><li>${list.join("<li>")}</ul>`;
  /** Lines are names, what is said, and whether that is a last day. */
  const listOf = (lines) =>
    lines[0] && `<dl>${lines.map(([name, said, isDue]) => `<div><dt>${name}<dd${isDue ? " class=due" : ""}>${said}</div>`).join("")}</dl>`;

  // ---- what is told

  let told; // the pairs of the address, as they stand there
  const isDate = (text) => {
    const [, day] = RegExp(frames.day).exec(text) ?? [];
    return day && !isNaN(new Date(text)) && new Date(day).toISOString().startsWith(day); // 30 February is 2 March
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
    const other = barred(name, situation) ?? Object.keys(situation.events).find((one) => isAfter(name, one) || isAfter(one, name));
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
  /** What an amount is where what it is a share of is not told. */
  const amountRule = (because) => leaves[Object.values(because.find(({ facet }) => facet === "amount")?.terms ?? {})[0]];
  const linesOf = (option, because) => {
    // Credit is no refund: it is given, and that it is credit the offer says itself.
    const called = option.refund?.to === option.offer ? { ...facets, "refund.to": 0, "refund.by": words.given } : facets;
    return Object.keys(facets).flatMap((name) => {
      const said = name.startsWith("refund.") ? option.refund?.[name.slice(7)] : option[name];
      const one = (word) => values[name]?.[word] ?? leaves[word] ?? word;
      const isAmount = name === "amount";
      const text = said ? (isAmount ? money(said) + (said[1] ? "" : words.zero) : said.rule ? deadline(said) : [said].flat().map(one).join(comma)) : isAmount && amountRule(because);
      const line = text && called[name] ? [[called[name], text, said?.date]] : [];
      return isAmount ? [...line, ...(phrases.paid.includes(option.offer) ? sums(option.fees) : []), ...sums(option.also)] : line;
    });
  };
  const may = (outcomes, frame = words.may_be) => upper(fill(frame, { list: either(outcomes.map((one) => possible[one] ?? possible.person)) }));
  const inside = globalThis.samepageStaff?.({ phrases, items, titled, listOf, deadline, sums, fill, upper, link, address, windowOf });

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
    const alarm = (text) => (form.querySelector("[role=alert]").innerHTML = text ?? "");
    alarm(clash(name, now));
    form.onsubmit = (event) => {
      event.preventDefault();
      const text = event.submitter?.value || (kind === "money" ? amountIn : String)(new FormData(form).getAll(name).join().trim(), asked) || (kind === "any_of" ? "-" : "");
      if (text === "?" || (text && meaning(name, text))) location.hash = address(name, text);
      else {
        alarm(fill(missing, asked));
        form.querySelector("input, select").focus();
      }
    };
  };

  // ---- the answer

  const bandsOf = (id) => program.rules.find((rule) => rule.id === id).bands;
  /** The rows of the table that the answer rests on; of what makes the offer in full, if no other rule is over a part. */
  const reasons = (because) =>
    [...new Set(because.map(({ rule }) => rule))].flatMap((id) => {
      const row = table.querySelector(`tr[data-rule="${id}"]`);
      const said = because.filter(({ rule }) => rule === id);
      const main = said.find(({ facet }) => facet === "offer");
      const isSaid = (name) => said.some(({ facet }) => facet === name);
      const isWhole = main && bandsOf(id)[main.band - 1].options.every(([, facets]) => Object.keys(facets).every(isSaid));
      return row ? row.children[0].innerHTML + (isWhole ? `<p>${row.children[1].innerHTML}` : "") : [];
    });
  const answer = (found, situation) => {
    let { because, options, evidence, needs } = found;
    const ends = [];
    const ended = [];
    let isLate;
    const lines = (options[0] ? options : [{}]).map((option) => linesOf(option, options[1] ? [] : because));
    const isIn = (line) => (some) => some.some((other) => `${other}` === `${line}`);
    if (needs.includes("reason")) because = []; // else of everything
    for (const { rule, band, terms } of because.filter(({ facet }) => facet === "offer")) {
      bandsOf(rule).forEach(({ until: term, by }, at) => {
        const end = term && windowOf(term, terms[term], situation, by);
        // Nothing of what the act was in time for; of the bands to come that it was too late: who waits, waits for nothing.
        if (!end || (!end.is_over && (at >= band || situation.events[by] < "n"))) return;
        isLate ||= at >= band;
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
      const made = because.find(({ facet }) => facet === "offer");
      // What is known may leave open by which row of a table it is offered, and still be enough to say what.
      const [says, later, less] = made ? phrases.says[made.rule][made.band - 1] : [may(options.map(({ offer }) => offer), words.is)];
      const isDeclined = options[0].offer === "decline";
      title = isDeclined && !ended[0] ? words.sorry : (less && options.some(({ fees }) => fees?.[0]) ? less : says);
      if (isDeclined) [evidence, because] = [[], because.filter(({ facet }) => facet !== "evidence")]; // nothing depends on it
      notes = [...ended, isLate ? "" : later];
    } else if (inside && !found.problem) {
      title = words.shop;
      notes = [];
    }
    if (phrases.applies.some((event) => situation.events[event] < phrases.since)) notes.push(words.early); // "not_yet" is after all days
    // What all options say is said once.
    const shared = lines[1] ? lines[0].filter((line) => lines.every(isIn(line))) : [];
    const own = lines.map((some, at) => {
      const html = listOf(some.filter((line) => !isIn(line)(shared)));
      return lines[1] ? titled(upper(possible[options[at].offer]), html) : html;
    });
    // What would turn a rule into a date or an amount.
    let open = "";
    JSON.stringify([found, ends], (_, value) => {
      if (value?.rule) open += value.date === null ? value.rule : value.amount === null ? " from money" : "";
      return value;
    });
    const missing = Object.keys(asks).filter((one) => !told.get(one) && open.includes(` from ${asks[one].currency ? "money" : one}`));
    answered.innerHTML = joined([
      inside && options[0] ? `<p class="tell">${words.tell}</p>` : "",
      `<h2 class=say tabindex=-1>${upper(title)}</h2>`,
      ...notes.map((text) => text && `<p>${upper(text)}`),
      ...own,
      titled(words.all, listOf(shared)),
      lines.flat().some((line) => line[2]) && frames.zone,
      titled(words.evidence, items(evidence.map((one) => upper(phrases.evidence[one])), "dashes evidence")),
      inside ? inside(found, situation) : "",
      titled(words.because, items(reasons(inside && found.seller ? [...because, ...found.seller.because] : because), "why")),
      titled(words.more, items(missing.map((one) => link(address(one), fill(words.add, { what: asks[one].name }))), "dashes more")),
    ]);
  };

  // ---- the page

  const render = (change) => {
    const { hash } = location;
    // A jump inside the page is no answer.
    if (told && hash[1] && !hash.includes("=")) return history.replaceState(0, "", `#${told}`);
    told = new URLSearchParams(Object.fromEntries(new URLSearchParams(hash.slice(1)))); // once each, the last
    const situation = situationOf();
    // Of nothing nothing is known: the first question is asked without going through all cases.
    const rows = [...told].filter(([name, text]) => asks[name] && text);
    const found = rows[0] || !phrases.start ? decide(situation) : phrases.start;
    const now = situation.now.slice(0, 10);
    const odd = rows.findLast(([name]) => clash(name, now))?.[0];
    const next = [...told].find(([name, text]) => asks[name] && !text)?.[0] ?? odd ?? found.needs.find((name) => told.get(name) !== "?");
    answered.hidden = how.hidden = !(form.hidden = !next);
    const line = ([name, text]) => [asks[name].legend, fill(frames.line, { text: shown(name, text), href: address(name), ...asks[name] })];
    yours.innerHTML = joined([
      rows[0] && fill(frames.told, { list: listOf(rows.map(line)) }),
      now !== today() && fill(frames.now, { date: when(now.split(/\D/).map(Number)), href: address("now") }),
    ]);
    if (next) question(next, found.flags, now);
    else answer(found, situation);
    status.innerHTML = next && found.possible[1] ? may(found.possible) : "";
    for (const one of document.querySelectorAll("[hreflang]")) one.hash = hash;
    if (change) (next ? form : answered).querySelector("[tabindex]").focus();
  };
  all.hidden = false;
  onhashchange = render;
  render();
})();
