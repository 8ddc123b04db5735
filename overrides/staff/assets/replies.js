// Replies: blanks that fill their twin in the other language, days that follow from days, and copying.
// samepage.js asks for this file where a reply stands. What is filled in stays on the page and is kept nowhere.
{
  // The page of a case asks again with each reply.
  const live = document.querySelector("body > .sp-live") ?? document.createElement("div")
  live.className = "sp-live"
  live.setAttribute("role", "status")
  document.body.append(live)
  const all = (root, selector) => [...root.querySelectorAll(selector)]
  const langOf = element => (element.closest("[lang]").lang.startsWith("zh") ? "zh" : "en")

  const say = (words, lang) => Object.assign(live, { lang, textContent: words })

  // ---- blanks: the name of what is missing while one is empty

  const isFilled = blank => blank.textContent.trim() !== "" && blank.textContent !== blank.dataset.hint
  // `why` says why what stands in a blank cannot stay: the style shows it behind the blank, and it is copied with none.
  const settle = (blank, why = "") => {
    blank.classList.toggle("filled", isFilled(blank) && !why)
    if (why) blank.dataset.why = why
    else delete blank.dataset.why
    blank.ariaInvalid = why ? "true" : null
  }
  const fill = (blank, words) => {
    blank.textContent = words || blank.dataset.hint
    settle(blank)
  }
  const named = (root, name) => all(root, `.blank[data-blank="${CSS.escape(name)}"]`)

  // ---- days

  const MONTHS = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" })
  // [2026, 12, 4], or with a time of day behind it, as the phrasebook of each language says it.
  const dayIn = (lang, [year, month, day, clock], replies) => {
    const said = lang === "zh" ? `${year} 年 ${month} 月 ${day} 日` : `${day} ${MONTHS.format(Date.UTC(2000, month - 1))} ${year}`
    const zone = replies.dataset[lang === "zh" ? "zoneZh" : "zoneEn"]
    return !clock ? said : lang === "zh" ? `${said} ${clock.slice(0, 5)}（${zone}）` : `${said}, ${clock.slice(0, 5)} (${zone})`
  }
  const fillDay = (replies, name, date) => {
    for (const blank of named(replies, name)) fill(blank, date ? dayIn(langOf(blank), date, replies) : "")
  }
  const dayOf = typed => typed && typed.split("-").map(Number)
  const daysAgo = count => new Date(Date.now() - new Date().getTimezoneOffset() * 6e4 - count * 864e5).toISOString().slice(0, 10)
  const AGO = { __proto__: null, today: 0, 今天: 0, yesterday: 1, 昨天: 1, tomorrow: -1, 明天: -1 }
  const NAMES = Array.from({ length: 12 }, (_, month) => MONTHS.format(Date.UTC(2000, month)).toLowerCase())
  const realDay = date => {
    const real = new Date(Date.UTC(date[0], date[1] - 1, date[2]))
    return real.getUTCMonth() === date[1] - 1 && real.getUTCDate() === date[2] ? date : null
  }
  // 2026/12/4, 2026 年 12 月 4 日, 4 Dec 2026, December 4th, 2026, 4.12.2026, 24/12/2026, yesterday; null where no calendar
  // has it, and nothing where it is none or can be read in more ways than one: 3/4/2026, or a day without its year.
  const dayTyped = text => {
    const words = text.normalize("NFKC").trim().toLowerCase()
    if (words in AGO) return dayOf(daysAgo(AGO[words]))
    const [, one, sign, other, own] = words.match(/^(\d\d?) ?([-/.]) ?(\d\d?) ?\2 ?(\d{4})$/) ?? []
    if (one) {
      // Points stand behind a day; of the others nobody knows which number is the month, unless it can be none.
      if (sign !== "." && one <= 12 && other <= 12 && +one !== +other) return
      return realDay(sign !== "." && other > 12 ? [+own, +one, +other] : [+own, +other, +one])
    }
    const nth = "(\\d\\d?)(?:st|nd|rd|th)?"
    const [, year, month, day] = words.match(/^(\d{4}) ?[-/.年] ?(\d\d?) ?[-/.月] ?(\d\d?) ?日?$/) ?? []
    const [, before, name, after, its] = words.match(new RegExp(`^(?:${nth}(?: of)? )?([a-z]{3,})\\.?(?: ${nth})?,? (\\d{4})$`)) ?? []
    if (name && !before === !after) return
    const at = name ? NAMES.findIndex(one => one.startsWith(name)) + 1 : +month
    return name ? (at ? realDay([+its, at, +(before ?? after)]) : undefined) : year && realDay([+year, at, +day])
  }

  for (const blank of all(document, ".blank")) {
    if (blank.contentEditable !== "plaintext-only") blank.contentEditable = "true" // where only the older value is known
    const replies = blank.closest(".replies")
    settle(blank)
    let before
    blank.addEventListener("focus", () => {
      before = !blank.dataset.why && blank.textContent
      getSelection().selectAllChildren(blank)
    })
    blank.addEventListener("keydown", event => {
      if (event.key !== "Enter") return
      event.preventDefault()
      blank.blur()
    })
    blank.addEventListener("input", () => {
      settle(blank)
      if (!blank.hasAttribute("data-share")) return
      const words = isFilled(blank) ? blank.textContent : ""
      for (const twin of named(replies, blank.dataset.blank)) if (twin !== blank) fill(twin, words)
    })
    blank.addEventListener("blur", () => {
      if (!blank.textContent.trim()) fill(blank, "")
      // A day that is typed is understood in both languages. Of one that is not, the other language keeps no older day.
      if (!blank.hasAttribute("data-date") || blank.textContent === before) return
      const typed = isFilled(blank) ? dayTyped(blank.textContent) : undefined
      if (typed) return fillDay(replies, blank.dataset.blank, typed)
      for (const twin of named(replies, blank.dataset.blank)) if (twin !== blank) fill(twin, "")
      const words = blank.closest(".reply").querySelector(".copy").dataset
      if (isFilled(blank)) settle(blank, typed === null ? words.noDay : words.unread)
      say(blank.dataset.why ?? "", langOf(blank))
    })
  }

  let days
  const counter = address => (days ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: address })
    script.onload = () => resolve(globalThis.samepageDays)
    script.onerror = reject
    document.head.append(script)
  }))
  for (const form of all(document, "form.fill")) {
    const replies = form.closest(".replies")
    form.hidden = false
    form.addEventListener("submit", event => event.preventDefault())
    const work = async changed => {
      for (const name of changed?.dataset.fill?.split(" ") ?? []) fillDay(replies, name, dayOf(changed.value))
      const events = Object.fromEntries(all(form, "input[data-event]").filter(one => one.value).map(one => [one.dataset.event, one.value]))
      const { windowOf } = await counter(form.dataset.days)
      if (!form.isConnected) return // the page of a case has gone on to another reply
      for (const end of all(form, "p[data-fill]")) {
        const { due, leaf } = (end.querySelector("select")?.selectedOptions[0] ?? end).dataset
        const { date, calendar_not_published: gap } = due ? windowOf(due, leaf, { events, now: daysAgo(0) }) : {}
        const output = end.querySelector("output")
        const words = date ? dayIn(langOf(form), date, replies) : gap ? form.dataset.unpublished : ""
        if (output.textContent === words) continue
        output.textContent = words
        fillDay(replies, end.dataset.fill, date)
      }
    }
    form.addEventListener("change", ({ target }) => work(target))
    for (const field of all(form, "input")) if (field.value) work(field) // told before, or kept by the browser
    form.addEventListener("reset", () => {
      for (const blank of all(replies, ".blank")) fill(blank, "")
      for (const output of all(form, "output")) output.textContent = ""
    })
  }

  // ---- copying

  // A blank that is left stands in brackets, so that nobody sends it unseen.
  const wordsOf = block => {
    const copy = block.cloneNode(true)
    for (const cut of all(copy, "[data-cut][hidden]")) cut.remove()
    for (const blank of all(copy, ".blank:not(.filled)")) blank.textContent = `[${blank.dataset.hint}${blank.dataset.why ? `: ${blank.textContent}` : ""}]`
    return copy.textContent.trim().replace(/\s+/g, " ")
  }
  // What the page of a case has left out is not copied, and an item that is left alone bears no number.
  const textOf = reply => all(reply, ":scope > :not(header, [hidden])").map(block => block.matches("ol, ul")
    ? all(block, ":scope > :not([hidden])").map((item, at, items) => `${!items[1] ? "" : block.matches("ul") ? "- " : `${at + 1}. `}${wordsOf(item)}`).join("\n")
    : wordsOf(block)).join("\n\n")

  for (const button of all(document, ".reply .copy")) {
    const reply = button.closest(".reply")
    const words = document.createElement("span")
    words.textContent = button.dataset.copy
    button.replaceChildren(words)
    button.hidden = !navigator.clipboard
    let back
    button.addEventListener("click", async () => {
      const left = all(reply, ".blank:not(.filled, [data-cut][hidden] *)").length
      let state = left ? "left" : "done"
      let said = (left === 0 ? button.dataset.copied : left === 1 ? button.dataset.leftOne : button.dataset.left).replace("#", left)
      try {
        await navigator.clipboard.writeText(textOf(reply))
      } catch {
        // The browser forbids it: what stands below is marked, and a key copies it.
        state = "left"
        said = button.dataset.marked
        getSelection().setBaseAndExtent(reply, 1, reply, reply.childNodes.length)
      }
      words.textContent = said
      button.dataset.state = state
      say(said, reply.lang)
      clearTimeout(back)
      back = setTimeout(() => {
        words.textContent = button.dataset.copy
        delete button.dataset.state
        live.textContent = ""
      }, 4000)
    })
  }

  // ---- checking

  // The page that checks old replies asks for all that it knows when somebody is about to paste one.
  const checker = document.querySelector("form.checker")
  if (checker) {
    checker.hidden = false
    checker.nextElementSibling.hidden = true // what stands there for readers without scripts
    let asked
    const ask = () => (asked ??= new Promise(resolve => {
      const script = Object.assign(document.createElement("script"), { src: checker.dataset.script, onload: resolve })
      document.head.append(script)
    }))
    checker.addEventListener("focusin", ask)
    checker.addEventListener("submit", async event => {
      event.preventDefault()
      if (asked && globalThis.samepageCheckReplies) return
      await ask()
      checker.requestSubmit()
    })
  }
}
