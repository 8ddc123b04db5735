// What only staff see of an answer: who approves, who bears a loss, what is charged, who answers by when, which reply.
"use strict";

globalThis.samepageStaff = ({ phrases, items, titled, listOf, deadline, sums, fill, upper, address, windowOf }) => {
  const { words, sellers, values } = phrases;
  const link = (href, text) => `<a href="${href}">${text}</a>`;

  const inside = ({ approval, bears, charges, appeal, due, needs, seller }) => {
    const lines = [];
    if (approval) lines.push([sellers.approval, phrases.roles[approval] ?? approval]);
    if (bears) lines.push([sellers.bears, values.bears[bears]]);
    lines.push(...sums(charges));
    if (appeal) lines.push([sellers.appeal, appeal.rule ? deadline(appeal) : values.appeal[appeal], appeal.date]);
    // What holds towards the seller may go by more than what the buyer gets.
    const open = (seller?.needs ?? []).filter((name) => !needs.includes(name));
    if (open[0]) lines.push([words.pending, open.map((name) => link(address(name), fill(words.add, { what: phrases.asks[name].name }))).join(words.comma)]);
    for (const { escalation, role, by, is_over } of due) {
      const over = is_over ? fill(words.how, { how: words.overdue }) : "";
      lines.push([phrases.escalations[escalation], fill(words.answers, { role: phrases.roles[role], by: deadline(by) }) + over, 1]);
    }
    return lines;
  };

  // A reply is a file of its own, asked for when an answer names it; replies.js then finds its blanks and its button.
  const load = (address) => document.head.append(Object.assign(document.createElement("script"), { src: address }));
  const own = document.currentScript.src;
  const blanksIn = (kind) => [...document.querySelectorAll(`#case-reply .blank${kind}`)];
  const keyOf = (blank) => `${blank.closest("[lang]").lang} ${blank.dataset.blank}`;
  // What was filled in stays while no more than a day is told. With another fact the same buyer still has the same name,
  // but it may mean another amount. Who starts again has another case.
  let [days, options, kept, caseOfKept, factsOfKept] = [{}, [], new Map(), "", {}];
  let [isCut, situation, decision, replyOfKept, isSame, isWhole] = [];
  addEventListener("hashchange", () => {
    if (location.hash.length > 1) return;
    [kept, caseOfKept] = [new Map(), ""];
    document.getElementById("case-reply")?.remove();
  });
  const reasonsOf = () => [...decision.because, ...(decision.seller?.because ?? [])];
  const unique = (list) => [...new Set(list)];
  const sumIn = ({ digits, money }, lang) => ([low, high, currency]) => {
    const one = (minor) => (minor / 10 ** digits[currency]).toLocaleString("en", { minimumFractionDigits: digits[currency] });
    return fill(money[lang][currency][+(low < high)], { low: one(low), high: one(high) });
  };
  // What the decision knows of a blank (generator/publish/known.py): it fills it where all choices have the same in
  // words, else its hint names it.
  const tell = (blank, known) => {
    const name = blank.dataset.blank;
    if (!known) return;
    const lang = blank.closest("[lang]").lang.slice(0, 2);
    const sum = sumIn(known, lang);
    const paid = options.filter(({ offer }) => /^(refund|cancel|store_credit)$/.test(offer));
    const taken = unique(paid.map(({ fees }) => JSON.stringify(fees)));
    const [fee, other] = taken[0] && !taken[1] ? JSON.parse(taken[0]) : [];
    const sums = unique(paid.flatMap(({ amount }) => (known.money && amount && amount[0] === amount[1] ? sum(amount) : [])));
    const valueOf = (option) => (name === "fees" ? (option.fees[0]?.term ?? "") : option[name]);
    const madeBy = decision.because.filter(({ facet }) => facet === "offer").map(({ rule }) => rule);
    const values = unique(name === "rule" ? madeBy : options.map(valueOf)).filter((value) => known[value]);
    const said = name === "amount" ? sums : values.map((value) => known[value][lang]);
    // What is paid back is the whole only where nothing that is not known is paid back beside it.
    // Of an order of which the total is told that is all, but for what was paid to the customs.
    const isTotal = Object.keys(situation.facts).some((fact) => phrases.asks[fact].rests);
    const isAll = paid.every(({ offer, amount, outbound, duties }) => amount && (isTotal || (offer !== "cancel" && outbound !== "refunded")) && duties !== "refunded");
    if (name === "fees" && fee?.amount && !other && fee.amount[0] === fee.amount[1]) blank.textContent = fill(known.kept[lang], { name: known[fee.term][lang], amount: sum(fee.amount) });
    else if (said[0] && !said[1] && (name === "amount" ? isAll : known.fills.includes(values[0]))) blank.textContent = said[0];
    else if (said[0]) blank.ariaLabel = blank.dataset.hint = blank.textContent = fill(known.hint[lang], { hint: blank.dataset.hint, list: said.join(known.or[lang]) });
  };
  // Of a last day that depends on the case the row that holds here; of several terms the one that is still quoted, or
  // that the decision rests on.
  const choose = (place) => {
    const quoted = [...place.querySelectorAll("[data-term]")].filter((one) => !one.closest("[data-cut][hidden]")).map(({ dataset }) => dataset.term);
    for (const select of place.querySelectorAll(".fill select")) {
      const rows = [...select.options].filter(({ dataset }) => dataset.due);
      const terms = unique(rows.map(({ dataset }) => dataset.due));
      const named = reasonsOf().flatMap(({ terms }) => Object.keys(terms));
      const [term] = [terms, ...[quoted, named].map((some) => terms.filter((one) => some.includes(one)))].find((some) => some[0] && !some[1]) ?? [];
      const end = term && windowOf(term, undefined, situation);
      const own = rows.filter(({ dataset }) => dataset.due === term);
      const row = own[end?.row] ?? (end?.date && own.find(({ dataset }) => dataset.leaf === end.rule));
      if (row) row.selected = true;
    }
  };
  // What a share comes to in this case stands behind it.
  const price = (place, words) => {
    const all = options.flatMap(({ fees, also = [] }) => [...fees, ...also]);
    for (const { facet, terms, options: own } of decision.because) {
      if (facet === "amount") for (const term in terms) for (const { amount } of own?.map((at) => options[at]) ?? options) all.push({ term, amount });
    }
    // What all options have is one sum.
    for (const [term, amount] of new Map(all.flatMap(({ term, amount }) => (amount ? [[term, amount]] : [])))) {
      for (const quoted of place.querySelectorAll(`[data-term="${term}"][value$="%"]`)) {
        const lang = quoted.closest("[lang]").lang.slice(0, 2);
        quoted.textContent = fill(words.sum[lang], { hint: quoted.textContent, list: sumIn(words, lang)(amount) });
      }
    }
  };
  // What is for other cases is hidden, with the paragraphs and items of which nothing is left; a button brings it back.
  const cut = (place, conditions, words) => {
    const parts = [...place.querySelectorAll("[data-only]")].filter((part) => isCut(conditions[part.dataset.only]));
    const isGone = (part) => parts.includes(part) || (part.nodeType === 3 && !part.data.trim()) || (part.hasChildNodes() && [...part.childNodes].every(isGone));
    const blocks = [...place.querySelectorAll(".reply > :is(p, ol, ul), .reply li")].filter(isGone);
    const gone = new Set([...parts, ...blocks]);
    const lines = [...place.querySelectorAll("[data-fill]")].map((one) => one.closest("p, label"));
    const stated = place.querySelector("[data-list]");
    const all = [...(stated?.children ?? [])];
    // A term that is still quoted or reckoned with, or what the decision says something of.
    const isStated = ({ dataset: { stated: name } }) => {
      const [family, own] = name.split(".");
      const quoted = [...place.querySelectorAll(`[data-term="${name}"], [data-due="${name}"]`)];
      if (quoted[0]) return quoted.some((one) => !one.closest("[hidden] *, [hidden]"));
      if (name === "choice") return options[1];
      return [decision, ...options].some((one) => [one[name] ?? one[family]?.[own] ?? []].flat()[0]);
    };
    const fills = (line) => [line, ...line.querySelectorAll("[data-fill]")].flatMap(({ dataset }) => dataset.fill?.split(" ") ?? []);
    const show = () => {
      for (const one of gone) one.hidden = !isWhole;
      for (const list of place.querySelectorAll(".reply > :is(ol, ul)")) list.classList.toggle("single", [...list.children].filter((item) => !item.hidden).length === 1);
      const blanks = blanksIn("").filter((blank) => !blank.closest("[data-cut][hidden]")).map((blank) => blank.dataset.blank);
      for (const line of lines) line.hidden = !line.querySelector("[data-event]") && !fills(line).some((name) => blanks.includes(name));
      const kept = all.filter((one) => isWhole || isStated(one));
      stated?.replaceChildren(...kept.flatMap((one, at) => (at ? [stated.dataset.list, one] : [one])));
      if (stated) stated.parentNode.hidden = !kept[0];
      for (const card of place.querySelectorAll(".reply")) card.dataset.rows = [...card.children].filter((block) => !block.hidden).length - 1;
    };
    for (const one of gone) one.dataset.cut = "";
    if (parts[0]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet" });
      const note = Object.assign(document.createElement("p"), { className: "cut" });
      isWhole = true;
      button.onclick = () => {
        isWhole = !isWhole;
        show();
        button.textContent = isWhole ? words.hide : words.show;
        note.firstChild.data = isWhole ? words.all : words.left;
      };
      note.append(" ", button);
      place.prepend(note);
      button.onclick();
    } else {
      isWhole = false;
      show();
    }
  };
  globalThis.samepageReply = (html, known, conditions, words) => {
    const place = document.getElementById("case-reply");
    if (!place) return;
    place.innerHTML = html;
    price(place, words);
    cut(place, conditions, words);
    choose(place);
    for (const blank of blanksIn("")) {
      tell(blank, known[blank.dataset.blank]);
      // What the decision may have said otherwise before is not kept.
      blank.textContent = (isSame || !known[blank.dataset.blank] ? kept.get(keyOf(blank)) : undefined) ?? blank.textContent;
    }
    // The days of the case are told already; replies.js writes them and what follows from them.
    for (const field of place.querySelectorAll("input[data-event]")) field.value = days[field.dataset.event]?.slice(0, 10) ?? "";
    load(new URL("replies.js", own));
  };

  return (found, told) => {
    const { facts, events } = told;
    [days, options, isCut] = [events, found.options ?? [], samepageCut(told, found)];
    [situation, decision] = [told, found];
    const caseOf = JSON.stringify([facts, found.reply, found.outcome]);
    const differs = (name) => JSON.stringify(facts[name]) !== JSON.stringify(factsOfKept[name]);
    const isNear = unique([...Object.keys(facts), ...Object.keys(factsOfKept)]).filter(differs).length < 2 && found.reply === replyOfKept;
    isSame = caseOf === caseOfKept;
    const filled = blanksIn(".filled:not([data-date])").map((blank) => [keyOf(blank), blank.textContent]);
    kept = new Map(isSame || (isNear && caseOfKept) ? [...kept, ...filled] : []);
    [caseOfKept, factsOfKept, replyOfKept] = [caseOf, facts, found.reply];
    // The rules do not hold for an order from before them: no reply says what they do.
    const isEarly = phrases.applies.some((event) => events[event] < phrases.since);
    if (found.reply && !isEarly && phrases.replies[found.reply]) setTimeout(load, 0, `replies/${found.reply}.js`);
    const replies = unique([found.reply, found.seller?.reply]).filter((name) => !isEarly && phrases.replies[name]);
    // While something is missing that the decision asks for, the reply that asks for it comes first.
    const isOf = (rules, facet) => found.because.some((one) => one.facet === facet && rules.includes(one.rule));
    const isOpen = !isEarly && options.some(({ offer }) => offer !== "decline");
    const asking = Object.entries(phrases.asking ?? {}).flatMap(([name, rules]) => (isOpen && isOf(rules, "offer") && isOf(rules, "evidence") ? name : []));
    const linkOf = (name) => link(`../replies/${name}/`, phrases.replies[name]);
    return [
      titled(words.inside, listOf(inside(found))),
      titled(words.ours, items((found.seller?.evidence ?? []).map((one) => phrases.evidence[one]), "dashes")),
      titled(words.reply, items([...asking.map((name) => fill(words.asking, { reply: linkOf(name) })), ...replies.map(linkOf)], "dashes")),
      '<div id="case-reply"></div>',
    ].map((part) => part || "").join("");
  };
};
