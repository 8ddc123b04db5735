// What only staff see of an answer: who approves, who bears a loss, what is charged, who answers by when, which reply.
"use strict";

globalThis.samepageStaff = ({ phrases, element, listOf, deadline, money, fill, upper }) => {
  const { words, sellers, names, leaves, values } = phrases;

  const inside = ({ approval, bears, charges, appeal, due }) => {
    const lines = [];
    if (approval) lines.push([sellers.approval, phrases.roles[approval] ?? approval]);
    if (bears) lines.push([sellers.bears, values.bears[bears]]);
    for (const { term, amount, rule } of charges) {
      const how = leaves[rule];
      const is = amount && money(amount);
      lines.push([names[term], is ? is + (is === how ? "" : fill(words.how, { how })) : how]);
    }
    if (appeal) lines.push([sellers.appeal, appeal.rule ? deadline(appeal) : values.appeal[appeal], appeal.date]);
    for (const { escalation, role, by, is_over } of due) {
      const told = `${phrases.roles[role]}${words["either.comma"]}${deadline(by)}`;
      lines.push([phrases.escalations[escalation], is_over ? fill(words.how, { how: words.overdue }).trimStart() + told : told, 1]);
    }
    return lines;
  };
  const list = (title, items, className) => (items[0] ? [element("h3", title), element("ul", items.map((one) => element("li", one)), { className })] : []);

  return (found) => {
    const lines = inside(found);
    const replies = [...new Set([found.reply, found.seller?.reply])].filter((name) => phrases.replies[name]);
    return [
      ...(lines[0] ? [element("h3", words.inside), listOf(lines)] : []),
      ...list(words.evidence, (found.seller?.evidence ?? []).map((one) => upper(phrases.evidence[one])), "dashes"),
      ...list(words.reply, replies.map((name) => element("a", phrases.replies[name], { href: `../replies/${name}/` })), "dashes"),
    ];
  };
};
