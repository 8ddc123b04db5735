// What happens in my case? Asks what still matters, one question at a time, and shows the answer of decide.js.
// All that is told stands in the address (#reason=changed_mind&delivered=2026-12-10), so that it can be kept, sent and
// gone back to: "" asks for it now, "?" is not known, "-" is none of the flags.
// No word stands in here: generator/language/case_phrases.py writes them, as the explanations of Python have them.
"use strict";

(() => {
  const find = (id) => document.getElementById(id);
  const { program, phrases } = samepageCase;
  const { words, facets, values, names, leaves } = phrases;
  const asks = Object.assign(Object.create(null), phrases.asks); // the address may name anything
  const { decide, windowOf } = samepage(program);
  const [yours, form, answered, status] = ["case-told", "case-ask", "case-answer", "case-status"].map(find);

  const fill = (text, blanks) => text.replace(/{(\w+)}/g, (_, name) => blanks[name] ?? "");
  const element = (tag, content, more) => {
    const made = Object.assign(document.createElement(tag), more);
    made.append(...[content].flat());
    return made;
  };
  const upper = (text) => text[0].toUpperCase() + text.slice(1);
  const either = (list) => list.slice(0, -1).join(words["either.comma"]) + (list[1] ? words["either.last"] : "") + list.at(-1);

  // ---- what is told

  let told; // the pairs of the address, as they stand there
  const dated = /^\d{4}-\d\d-\d\d(T[\d:]+(Z|[+-]\d\d:\d\d)?)?$/;
  /** What a text says of a fact or an event; undefined if it says nothing. */
  const meaning = (name, text) => {
    const { kind, values, currency } = asks[name];
    if (kind === "event") return text === "not_yet" || dated.test(text) ? text : undefined;
    if (kind === "money") return /^\d{1,9}([.]\d+)?$/.test(text) ? [Math.round(text * 10 ** (program.digits[currency] ?? 2)), currency] : undefined;
    if (kind === "countries") return /^([A-Z]{2}(-\w+)?|[*])$/.test(text) ? text : undefined;
    const flags = text === "-" ? [] : text.split(",");
    if (flags.every((one) => Object.hasOwn(values, one))) return kind === "any_of" ? flags : text;
  };
  const today = () => new Date().toLocaleDateString("sv", { timeZone: program.timezone });
  const situationOf = () => {
    const [facts, events] = [{}, {}];
    for (const [name, text] of told) {
      const said = asks[name] && meaning(name, text);
      if (said !== undefined) (asks[name].kind === "event" ? events : facts)[name] = said;
    }
    const now = told.get("now");
    return { facts, events, now: dated.test(now) ? now : today() };
  };
  /** The address with this told too. */
  const address = (name, text) => {
    const next = new URLSearchParams(told);
    next.set(name, text);
    return `#${next}`;
  };

  // ---- how it is said

  const when = (iso, frame) => {
    const [date, clock] = iso.split("T");
    const [y, m, d] = date.split("-").map(Number);
    const day = fill(phrases.months[m - 1], { y, d });
    return frame ? fill(words[clock ? `${frame}_instant` : frame], { day, time: clock?.slice(0, 5) }) : day;
  };
  const money = (text) => {
    const [range, currency] = text.split(" ");
    const places = program.digits[currency] ?? 2;
    const [low, high] = range.split("..").map((one) => (+one).toLocaleString("en", { minimumFractionDigits: places }));
    return fill(phrases.money[currency][high ? 1 : 0], { low, high });
  };
  const deadline = ({ rule, date, at_the_latest }) => (date && rule !== "at_once" ? when(date, at_the_latest ? "latest" : "by") : (leaves[rule] ?? rule));
  const shown = (name, text) => {
    const { kind, values } = asks[name] ?? { kind: "event" };
    const said = text === "?" ? undefined : meaning(name, text);
    if (said === undefined) return words.unknown;
    if (kind === "money") return money(`${text} ${said[1]}`);
    if (kind === "event") return said === "not_yet" ? words.not_yet : when(said);
    return [said].flat().map((one) => values[one] ?? words.elsewhere).join(words["either.comma"]) || words.none;
  };
  /** The lines of an option: what it is called, what it says, and whether that is a deadline. */
  const linesOf = (option) => {
    const lines = [];
    for (const name in facets) {
      const said = name.startsWith("refund.") ? option.refund?.[name.slice(7)] : option[name];
      if (said) {
        const one = (word) => values[name]?.[word] ?? leaves[word] ?? word;
        const told = name === "amount" ? money(said) : said.rule ? deadline(said) : [said].flat().map(one).join(words["either.comma"]);
        lines.push([facets[name], told, said.date]);
      }
      if (name === "amount") {
        for (const { term, amount, rule, length } of [...option.fees, ...(option.also ?? [])]) {
          const how = leaves[rule ?? length];
          const is = amount && money(amount);
          lines.push([names[term], is ? is + (is === how ? "" : fill(words.how, { how })) : how]);
        }
      }
    }
    return lines;
  };
  const listOf = (lines) =>
    element("dl", lines.map(([name, text, isDeadline]) => element("div", [element("dt", name), element("dd", text, { className: isDeadline ? "due" : "" })])));

  const more = globalThis.samepageStaff?.({ phrases, element, listOf, deadline, money, fill, upper });

  // ---- the question

  const question = (name) => {
    const { kind, legend, values, currency } = asks[name];
    const choices = Object.entries(values ?? {});
    if (kind === "countries") choices.sort(([, one], [, other]) => one.localeCompare(other, document.documentElement.lang));
    const box = (type) => choices.map(([value, label]) => element("label", [element("input", [], { type, name, value }), label], { className: "option" }));
    const field = (more) => element("input", [], { name, ariaLabel: legend, ...more });
    const controls = {
      one_of: () => box("radio"),
      any_of: () => box("checkbox"),
      countries: () => {
        const options = [["", words.choose], ...choices, ["*", words.elsewhere]].map(([value, label]) => element("option", label, { value }));
        return element("select", options, { name, ariaLabel: legend });
      },
      money: () => [field({ inputMode: "decimal", size: 10, autocomplete: "off" }), ` ${currency}`],
      event: () => field({ type: "date", max: today() }),
    }[kind]();
    const head = element("legend", [legend, kind === "any_of" ? element("span", words.many) : ""], { tabIndex: -1 });
    const button = (text, more) => element("button", text, { className: "more", ...more });
    const others = kind === "event" ? [button(words.not_yet, { value: "not_yet" })] : kind === "any_of" ? [button(words.none, { value: "-" })] : [];
    form.replaceChildren(
      element("fieldset", [head, element("p", [], { role: "alert" }), controls].flat()),
      element("p", [button(words.next, { className: "button" }), ...others, button(words.unknown, { value: "?" })], { className: "acts" }),
    );
    form.onsubmit = (event) => {
      event.preventDefault();
      let text = event.submitter?.value || new FormData(form).getAll(name).join();
      if (kind === "money") text = text.trim().replace(",", ".");
      if (text !== "?" && (!text || meaning(name, text) === undefined)) {
        form.querySelector("[role=alert]").textContent = { money: words.wrong, event: words.no_date }[kind] ?? words.missing;
        form.querySelector("input, select").focus();
      } else location.hash = address(name, text);
    };
    return head;
  };

  // ---- the answer

  const reasons = (because) => {
    const seen = [...new Set(because.map(({ rule }) => rule))];
    const made = new Set(because.flatMap(({ rule, facet }) => (facet === "offer" ? rule : [])));
    return seen.flatMap((id) => {
      const row = document.querySelector(`tr[data-rule="${id}"]`);
      const [link, says] = row ? row.cloneNode(true).children : [];
      return row ? element("li", [...link.childNodes, ...(made.has(id) ? [element("p", [...says.childNodes])] : [])]) : [];
    });
  };
  const answer = (found, situation) => {
    const { because, options, evidence, needs, possible } = found;
    const parts = [];
    const note = (text) => text && parts.push(element("p", text));
    let title = words.problem;
    let lines = options.map(linesOf);
    const missing = new Set();
    if (needs[0]) {
      title = needs[1] || needs[0] !== "reason" ? fill(words.ask, { list: either(needs.map((one) => asks[one].name)) }) : words.ask_reason;
      note(fill(words.may_be, { list: either(possible.map((one) => phrases.possible[one] ?? phrases.possible.person)) }));
    } else if (options[0]) {
      const made = because.find(({ facet }) => facet === "offer");
      const [says, later] = phrases.says[made.rule][made.band - 1];
      title = says;
      const own = [];
      for (const { facet, terms } of because) {
        for (const term in facet === "offer" ? terms : {}) {
          const end = windowOf(term, terms[term], situation);
          if (end.is_over) own.push([0, fill(phrases.ended[`${term} ${terms[term]}`], { at: when(end.date, "at") })]);
          else if (end.date) lines.forEach((some) => some.unshift([names[term], deadline(end), 1]));
        }
      }
      if (found.outcome === "decline" && !own[0]) title = words.sorry;
      own.forEach(([, text]) => note(text));
      note(later);
    } else if (more && !found.problem) title = words.shop;
    else note(words.problem_next);
    const shared = lines[1] ? lines[0].filter((one) => lines.every((some) => some.some((other) => `${other}` === `${one}`))) : [];
    lines.forEach((some, at) => {
      const own = some.filter((one) => !shared.some((other) => `${other}` === `${one}`));
      if (lines[1] && own[0]) parts.push(element("h3", upper(phrases.possible[options[at].offer])));
      if (own[0]) parts.push(listOf(own));
    });
    if (shared[0]) parts.push(element("h3", words.all), listOf(shared));
    if (evidence[0]) parts.push(element("h3", words.evidence), element("ul", evidence.map((one) => element("li", upper(phrases.evidence[one]))), { className: "dashes evidence" }));
    if (more) parts.push(...more(found));
    const because_ = reasons([...because, ...(found.seller?.because ?? [])]);
    if (because_[0]) parts.push(element("h3", words.because), element("ul", because_, { className: "why" }));
    // What would turn a rule into a date or an amount.
    JSON.stringify(options, (name, value) => {
      if (value?.rule && value.date === null) for (const one in asks) if (value.rule.includes(` from ${one}`)) missing.add(one);
      if (value?.rule && value.amount === null) for (const one in asks) if (asks[one].kind === "money") missing.add(one);
      return value;
    });
    const open = [...missing].filter((one) => !told.get(one));
    if (open[0]) {
      const links = open.map((one) => element("li", element("a", fill(words.add, { what: asks[one].name }), { href: address(one, "") })));
      parts.push(element("h3", words.more), element("ul", links, { className: "dashes" }));
    }
    const head = element("h2", upper(title), { tabIndex: -1, className: "say" });
    answered.replaceChildren(...(words.tell && options[0] ? [element("p", words.tell, { className: "tell" })] : []), head, ...parts);
    return head;
  };

  // ---- the page

  const render = (isFirst) => {
    const { hash } = location;
    if (hash[1] && !hash.includes("=")) {
      if (told) history.replaceState(0, "", `#${told}`); // a jump inside the page, which is no answer
      else told = new URLSearchParams();
      if (!isFirst) return;
    } else told = new URLSearchParams(hash.slice(1));
    const situation = situationOf();
    // Of nothing nothing is known: the first question is asked without going through all cases.
    const found = `${told}` || !phrases.first ? decide(situation) : { needs: [phrases.first], possible: [] };
    const isAsked = ([name, text]) => asks[name] && !text;
    const next = [...told].find(isAsked)?.[0] ?? found.needs.find((name) => told.get(name) !== "?");
    form.hidden = !next;
    answered.hidden = find("case-how").hidden = Boolean(next);
    const rows = [...told].filter(([name, text]) => asks[name] && text);
    const change = (name, legend) => element("a", [words.change, element("span", ` ${legend}`, { className: "unseen" })], { href: address(name, "") });
    yours.replaceChildren(
      ...(rows[0]
        ? [
            element("h2", words.yours),
            element("dl", rows.map(([name, text]) => element("div", [element("dt", asks[name].legend), element("dd", [shown(name, text), " ", change(name, asks[name].legend)])]))),
            element("p", element("a", words.again, { href: "#" })),
          ]
        : []),
    );
    const head = next ? question(next) : answer(found, situation);
    status.textContent = next && rows[0] && found.possible[1] ? upper(fill(words.may_be, { list: either(found.possible.map((one) => phrases.possible[one] ?? phrases.possible.person)) })) : "";
    for (const link of document.querySelectorAll("header a[hreflang]")) link.hash = location.hash;
    if (!isFirst) head.focus();
  };
  find("case").hidden = false;
  find("case-rules").open = false;
  addEventListener("hashchange", () => render());
  render(true);
})();
