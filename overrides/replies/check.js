// Checks a pasted reply against the policy of today, in the page. The replies and values come as data
// (generator/publish/checker.py); nothing that is pasted leaves the page or is kept.
"use strict"

globalThis.samepageChecker = (data) => {
  const quantities = samepageQuantities(data)
  const letters = samepageLetters(data)
  const meaning = samepageMeaning(data, quantities, letters)
  const { sentences, known, near } = samepageSentences(data, letters, meaning)
  const { read } = quantities
  const { curled, alike, squeeze, unquoted, pieces } = letters
  const { inDays, byDays, judge } = meaning
  // So much has to speak for a reply before it is named: one sentence that only two replies have.
  const TELLING = 0.5

  // What became of one place of a value: as today, or what it was and in which version.
  const place = (slot, was, lang) => {
    const state = judge(was, slot.s, lang)
    if (state === "same") return { state }
    const versions = Object.keys(slot.w ?? {}).filter(version => alike(slot.w[version]) === was)
    return { state, was, is: slot.s, terms: slot.t, versions }
  }
  // A quantity outside of the sentences that we know.
  const loose = reading => {
    if (reading.value === null) return { state: reading.isDate ? "date" : "unread" }
    const today = (byDays.get(inDays(reading.value)) ?? []).flatMap(value => data.values[value])
    if (today.length) return { state: "maybe", terms: today }
    const past = data.past.filter(([, value]) => inDays(value) === inDays(reading.value))
    if (past.length) return { state: "old", terms: [...new Set(past.map(([term]) => term))], versions: [...new Set(past.map(([, , version]) => version))] }
    return { state: "nowhere" }
  }

  /** All that can be said of a text: a list of marks in its order, the stamp, the reply that it is most like. */
  const check = raw => {
    const text = unquoted(raw)
    const stamp = text.match(new RegExp(data.stamp, "i"))?.slice(1).find(Boolean)?.replace(/[.。]$/, "")
    const own = pieces(curled(text))
    const found = []
    for (let at = 0; at < own.length; ) {
      // What fills a blank may hold the end of a sentence, so that two or three pieces are one.
      const spans = [1, 2, 3, 4].filter(count => at + count <= own.length)
      const hit = spans.map(count => {
        const span = { start: own[at].start, end: own[at + count - 1].end, count }
        return { ...span, matches: known(squeeze(text.slice(span.start, span.end))) }
      }).find(({ matches }) => matches.length) ?? { ...own[at], count: 1, matches: [] }
      found.push(hit)
      at += hit.count
    }
    // A sentence counts the less, the more replies have it: a greeting tells none of them.
    const votes = new Map()
    for (const { matches } of found) {
      const texts = new Set(matches.map(({ one }) => one.text))
      for (const text of texts) votes.set(text, (votes.get(text) ?? 0) + 1 / texts.size)
    }
    const [most, weight] = [...votes].sort(([, one], [, other]) => other - one)[0] ?? [null, 0]
    const like = weight >= TELLING ? most : null
    const marks = []
    const met = new Set()
    for (const { start, end, matches } of found) {
      const judged = matches.map(({ one, values }) => ({ one, places: values.map((was, at) => place(one.slots[at], was, one.lang)).filter(({ state }) => state !== "same") }))
      const best = judged.sort((one, other) => (other.one.text === like) - (one.one.text === like) || one.places.length - other.places.length || other.one.letters - one.one.letters)[0]
      const said = text.slice(start, end)
      // Word for word from another reply: it may promise what this one does not.
      const turned = best && like && best.one.text !== like && near(said, like, true)
      if (turned?.state === "changed") {
        met.add(turned.one.whole)
        marks.push({ start, end, ...turned })
      } else if (best) {
        const states = best.places.map(({ state }) => state)
        marks.push({ start, end, state: states.includes("changed") ? "changed" : (states[0] ?? "same"), places: best.places })
      } else {
        if (new RegExp(data.stamp, "i").test(said)) continue
        const other = near(said, like)
        if (other) {
          met.add(other.one.whole)
          marks.push({ start, end, ...other })
          continue
        }
        const readings = read(said)
        for (const reading of readings) marks.push({ ...loose(reading), start: start + reading.start, end: start + reading.end })
        if (!readings.length) marks.push({ start, end, state: "unknown" })
      }
    }
    for (const { matches } of found) for (const { one } of matches) met.add(one.whole)
    const all = [...new Set(sentences.filter(one => one.text === like && one.isNeeded).map(({ whole }) => whole))]
    const lacks = all.filter(whole => !met.has(whole))
    return { marks, reply: like?.split(" ")[0] ?? null, stamp: stamp && { version: stamp, state: stamp === data.version ? "same" : data.versions.includes(stamp) ? "old" : "unknown" }, lacks: lacks.length, all: all.length }
  }

  return { read, check }
}
