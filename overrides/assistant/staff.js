// What only staff see of an answer: who approves, who bears a loss, what is charged, who answers by when, which reply.
"use strict";

globalThis.samepageStaff = ({ phrases, items, titled, listOf, deadline, sums, fill, upper, link }) => {
  const { words, sellers, values } = phrases;

  const inside = ({ approval, bears, charges, appeal, due }) => {
    const lines = [];
    if (approval) lines.push([sellers.approval, phrases.roles[approval] ?? approval]);
    if (bears) lines.push([sellers.bears, values.bears[bears]]);
    lines.push(...sums(charges));
    if (appeal) lines.push([sellers.appeal, appeal.rule ? deadline(appeal) : values.appeal[appeal], appeal.date]);
    for (const { escalation, role, by, is_over } of due) {
      const over = is_over ? fill(words.how, { how: words.overdue }).trimStart() : "";
      lines.push([phrases.escalations[escalation], `${over}${phrases.roles[role]}${words["either.comma"]}${deadline(by)}`, 1]);
    }
    return lines;
  };

  return (found) => {
    const replies = [...new Set([found.reply, found.seller?.reply])].filter((name) => phrases.replies[name]);
    return [
      titled(words.inside, listOf(inside(found))),
      titled(words.evidence, items((found.seller?.evidence ?? []).map((one) => upper(phrases.evidence[one])), "dashes")),
      titled(words.reply, items(replies.map((name) => link(`../replies/${name}/`, phrases.replies[name])), "dashes")),
    ].map((part) => part || "").join("");
  };
};
