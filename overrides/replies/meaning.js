// Two texts of which one says a value: the same, the same in other words, or something else.
// The words that decide come from generator/language/telling.py.
"use strict"

globalThis.samepageMeaning = (data, { read, range }, { alike, bare }) => {
  // A week is seven days, and a year twelve months, to the policy as to everybody.
  const PLAINER = { week: [7, "days"], year: [12, "months"] }
  const inDays = value => value.replace(/^([\d.]+)(?:\.\.([\d.]+))? (week|year)s?$/, (_, low, high, unit) => `${range(low * PLAINER[unit][0], (high ?? low) * PLAINER[unit][0])} ${PLAINER[unit][1]}`)
  const byDays = new Map()
  for (const value in data.values) byDays.set(inDays(value), [...(byDays.get(inDays(value)) ?? []), value])
  const values = text => read(text).map(({ value }) => value && inDays(value))

  const telling = Object.fromEntries(Object.entries(data.telling).map(([lang, words]) => {
    const any = words.map(([, , source]) => `(${source})`).join("|")
    return [lang, { words, match: new RegExp(lang === "en" ? `(?<![a-z])(?:${any})(?![a-z])` : any, "g") }]
  }))
  const lowered = text => alike(text).toLowerCase().replace(/\bcannot\b|\bcan't\b/g, "can not").replace(/n't\b/g, " not")
  // What is meant by such words, kind by kind, and the rest of the text.
  const meant = (text, lang) => {
    const kinds = { bound: [], event: [], first: [], joined: [], who: [], refused: [], limited: [], thing: [], place: [], none: [] }
    const rest = lowered(text).replace(telling[lang].match, (...found) => {
      const [kind, means] = telling[lang].words[found.slice(1).findIndex(Boolean)]
      kinds[kind].push(means)
      return " "
    })
    return { kinds, rest }
  }
  const has = (one, other) => one.every(means => other.includes(means))
  const count = (list, means) => list.filter(one => one === means).length
  const isTurned = (was, is, one, other) => (count(was, one) - count(is, one)) * (count(was, other) - count(is, other)) < 0
  // Whether words of one text promise something else than those of another.
  const isOther = (was, is) => {
    const sided = ({ bound }) => bound.filter(side => side !== "most").sort().join()
    return sided(was) !== sided(is)
      || !has(was.event, is.event)
      || (was.first.length > 0 && is.first.length > 0 && !has(was.first, is.first))
      || isTurned(was.joined, is.joined, "and", "or")
      || isTurned(was.who, is.who, "we", "you")
      || (was.who.join() !== is.who.join() && [...was.who].sort().join() === [...is.who].sort().join())
      || was.refused.length !== is.refused.length
      || was.limited.length !== is.limited.length
      || ["thing", "place"].some(kind => !has(was[kind], is[kind]) || !has(is[kind], was[kind]))
  }
  const FILLING = {
    en: /^(?:an?|the|is|are|was|were|be|been|its?|this|that|to|of|for|in|on|at|by|will|would|can|could|may|must|do|does|did|have|has|had|please|also|then|still|so|just|any|some|as|from|after|since|with|calendar|day)$/,
    zh: /^[的了会也还就请将要可以把是在来都为给之即]$/,
  }
  const tokensOf = text => [...lowered(text).matchAll(/(\s*)([a-z0-9$%]+(?:[.,'’-][a-z0-9]+)*|\S)/g)].map(([, gap, said]) => ({ gap, said }))
  const isWord = ({ said }) => /[\p{L}\p{N}$%]/u.test(said)
  const textOf = tokens => tokens.map(({ gap, said }) => gap + said).join("")
  const restOf = (text, lang) => tokensOf(meant(text, lang).rest).filter(isWord).map(({ said }) => said).filter(said => !FILLING[lang].test(said))

  // Not within a time but behind it: after 3 days, 3 天后.
  const isAfter = text => read(text).some(({ start, end }) => /\bafter\s*$/i.test(text.slice(0, start)) || /^\s*[之以]?后/.test(text.slice(end)))
  // Two texts of which one says a value: the same, the same value in other words, or something else.
  const judge = (was, is, lang) => {
    if (bare(was) === bare(is)) return "same"
    const [own, others] = [values(was), values(is)]
    if (own.join() !== others.join() || own.includes(null)) return "changed"
    if (isAfter(was) && !isAfter(is)) return "changed"
    const without = text => read(text).reduceRight((left, { start, end }) => `${left.slice(0, start)} ${left.slice(end)}`, text)
    const [said, today] = [meant(without(was), lang), meant(without(is), lang)]
    if (isOther(said.kinds, today.kinds)) return "changed"
    const alone = text => restOf(text, lang).join()
    const isFull = Object.keys(said.kinds).every(kind => said.kinds[kind].length === today.kinds[kind].length)
    return isFull && alone(without(was)) === alone(without(is)) ? "same" : "beside"
  }

  return { inDays, byDays, values, meant, has, isOther, tokensOf, isWord, textOf, restOf, judge }
}
