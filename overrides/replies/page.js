// The page: what is pasted is answered below, in words of the page's language.
"use strict"

globalThis.samepageCheckReplies = (data) => {
  const { check } = samepageChecker(data)
  const form = document.querySelector("form.checker")
  const words = JSON.parse(form.querySelector(".checked").dataset.words)
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en"
  const fill = (pattern, blanks) => pattern.replace(/\{(\w+)\}/g, (_, name) => blanks[name])
  const make = (tag, className, ...children) => {
    const element = Object.assign(document.createElement(tag), { className })
    element.append(...children)
    return element
  }
  const link = (address, said) => Object.assign(make("a", "", said), { href: form.dataset.root + address })
  const termLinks = terms => terms.flatMap((term, at) => [...(at ? [words.comma] : []), data.names[term] ? link(`policy/#term.${term}`, data.names[term][lang]) : term])
  // A pattern with one place for elements.
  const around = (pattern, children) => {
    const [before, after] = pattern.split("{names}")
    return [before, ...children, after ?? ""]
  }
  const say = (mark) => {
    if (mark.places) {
      return mark.places.map(({ state, was, is, terms, versions }) => make("p", "", make(state === "changed" ? "s" : "span", "", was), ` ${words.now} `, make("strong", "", is), " (",
        ...termLinks(terms), versions.length ? `${words.join}${fill(words.version, { versions: versions.join(words.comma) })}` : "", ")",
        state === "changed" ? "" : ` ${words.otherwise}`))
    }
    // In other words than ours, or with other values: ours stands beside it, with the way to its reply.
    if (mark.today) return [words[mark.state === "changed" ? "not_so" : "beside"], make("p", "", make("strong", "", mark.today), " (", link(`replies/${mark.reply}/`, data.replies[mark.reply][lang]), ")")]
    if (mark.state === "maybe") return around(words.maybe, termLinks(mark.terms))
    if (mark.state === "old") return around(fill(words.old, { versions: mark.versions.join(words.comma), names: "{names}" }), termLinks(mark.terms))
    return [words[mark.state]]
  }
  const GROUPS = { same: "same", changed: "changed", old: "changed", nowhere: "changed", beside: "look", maybe: "look", unread: "look", date: "look", unknown: "look" }
  const answer = (text) => {
    const { marks, reply, stamp, lacks, all } = check(text)
    const echo = make("div", "echo")
    const list = make("ol", "")
    const count = { same: 0, changed: 0, look: 0 }
    let at = 0
    for (const mark of marks) {
      const group = GROUPS[mark.state]
      // A sentence may hold several values that are no longer right.
      const places = mark.places?.filter(({ state }) => GROUPS[state] === group).length
      count[group] += places || 1
      const said = text.slice(mark.start, mark.end)
      echo.append(text.slice(at, mark.start), make("mark", group, said))
      at = mark.end
      if (group !== "same") list.append(make("li", group, make("q", "", said), " ", ...say(mark)))
    }
    echo.append(text.slice(at))
    const summary = marks.length ? fill(words.summary, count) : words.none
    const stamped = words[`stamp_${stamp?.state ?? "none"}`]
    const facts = make("ul", "", make("li", stamp?.state ?? "", fill(stamped, { version: stamp?.version, today: data.version })))
    if (reply) facts.append(make("li", "", ...around(words.reply, [link(`replies/${reply}/`, data.replies[reply][lang])]), lacks ? ` ${fill(lacks * 2 > all ? words.few : lacks === 1 ? words.lacks_one : words.lacks, { count: lacks, found: all - lacks, all })}` : ""))
    form.querySelector(".checked").replaceChildren(make("p", "", make("strong", "", summary)), facts, list, echo)
    form.querySelector("[role=status]").textContent = summary
  }
  form.addEventListener("submit", () => answer(form.querySelector("textarea").value))
  form.addEventListener("reset", () => {
    form.querySelector(".checked").replaceChildren()
    form.querySelector("[role=status]").textContent = ""
  })
  return answer
}
