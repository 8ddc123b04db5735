// Each sentence of a reply is known, with the places of its values and blanks; one that is not word for word one of ours
// is compared with the one of today that is most like it.
"use strict"

globalThis.samepageSentences = (data, { alike, bare }, { values, meant, has, isOther, tokensOf, isWord, textOf, restOf }) => {
  // Spaces beside Chinese are a matter of taste.
  const CHINESE = /[\u3000-\u303f\u4e00-\u9fff]/
  const escape = text => [...text].map(char => char === " " ? "\\s*" : char.replace(/[.*+?^${}()|[\]\\/]/, "\\$&") + (CHINESE.test(char) ? "\\s*" : "")).join("")
  const sentences = data.sentences.map(([reply, lang, parts, form], at) => {
    const words = parts.filter(part => typeof part === "string").sort((one, other) => other.length - one.length)
    let match
    return {
      reply, lang, parts, text: `${reply} ${lang}`,
      // All forms of a sentence that cases cut are one; what a case may leave out is not missed.
      whole: form ? `${reply} ${lang} ${form}` : at, isNeeded: form !== 0, isForm: form !== undefined,
      slots: parts.filter(part => part && typeof part === "object"), key: bare(words[0] ?? ""), letters: words.join("").match(/[\p{L}\p{N}]/gu)?.length ?? 0,
      get match() {
        return (match ??= new RegExp(`^${parts.map(part => (typeof part === "string" ? escape(alike(part)) : part === 0 ? "(?:.{0,300}?)" : "(.{1,400}?)")).join("")}$`))
      },
      // As it stands today, with a sign for each blank.
      get said() {
        return parts.map(part => (part === 0 ? "…" : part.s ?? part)).join("")
      },
    }
  }).filter(({ letters }) => letters > 0)
  const isEnding = text => /[.!?]\s|[。！？!?]\s*[^\s”’)]/.test(text)
  const known = said => {
    const letters = bare(said)
    return sentences.flatMap(one => {
      const values = letters.includes(one.key) && one.match.exec(said)?.slice(1).map(value => value.trim())
      // What stands for a value is no sentence with another before it.
      return values && values.every((value, at) => isEnding(one.slots[at].s) || !isEnding(value)) ? [{ one, values }] : []
    })
  }

  const grams = text => {
    const words = tokensOf(text).filter(isWord).map(({ said }) => said)
    return new Set([...words, ...words.slice(1).map((word, at) => `${words[at]} ${word}`)])
  }
  const NEAR = 0.5
  const likeness = (own, one) => {
    one.grams ??= grams(one.said)
    let shared = 0
    for (const gram of own) if (one.grams.has(gram)) shared++
    return (2 * shared) / (own.size + one.grams.size)
  }
  const nearest = (text, like, isOwn) => {
    const own = grams(text)
    // Of sentences that are about as like, the one with the same values is meant.
    const counted = values(text).filter(Boolean)
    let [best, most] = [null, NEAR]
    for (const one of isOwn ? sentences.filter(one => one.text === like) : sentences) {
      const alone = likeness(own, one)
      const score = alone + (one.text === like ? 0.1 : 0) + (counted.length && has(counted, (one.values ??= values(one.said))) ? 0.1 : 0)
      if (alone && score > most) [best, most] = [one, score]
    }
    return best
  }
  // What of a text stands for the words of a sentence, leaving out what fills its blanks, and what of it is new.
  const aligned = (text, one) => {
    const [said, today] = [tokensOf(text), one.parts.flatMap(part => (part === 0 ? [null] : tokensOf(part.s ?? part)))]
    const costs = Array.from({ length: said.length + 1 }, () => new Float64Array(today.length + 1))
    const isSame = (i, j) => today[j] && said[i].said === today[j].said
    for (let i = said.length; i >= 0; i--) for (let j = today.length; j >= 0; j--) {
      if (i === said.length && j === today.length) continue
      const isBlank = today[j] === null
      costs[i][j] = Math.min(
        i < said.length ? costs[i + 1][j] + (isBlank ? 0.01 : 1) : Infinity,
        j < today.length ? costs[i][j + 1] + (isBlank ? 0 : 1) : Infinity,
        i < said.length && j < today.length && isSame(i, j) ? costs[i + 1][j + 1] : Infinity,
      )
    }
    const [kept, added] = [[], []]
    for (let i = 0, j = 0; i < said.length; ) {
      if (j < today.length && isSame(i, j) && costs[i][j] === costs[i + 1][j + 1]) {
        kept.push(said[i++])
        j++
      } else if (j < today.length && costs[i][j] === costs[i][j + 1] + (today[j] === null ? 0 : 1)) j++
      else {
        if (today[j] !== null) {
          kept.push(said[i])
          added.push(said[i])
        }
        i++
      }
    }
    return { kept: textOf(kept), added: textOf(added), cost: costs[0][0] }
  }
  // A sentence has many forms, some with both sides of what cases tell apart: meant is that with the fewest changes.
  const closest = (text, near) => {
    const own = grams(text)
    const valuesOf = one => (one.values ??= values(one.said)).join()
    const isOne = one => one.isForm && one.text === near.text && likeness(own, one) > NEAR && valuesOf(one) === valuesOf(near)
    const forms = near.isForm ? sentences.filter(isOne) : []
    return [near, ...forms].map(one => ({ one, ...aligned(text, one) })).reduce((best, form) => (form.cost < best.cost ? form : best))
  }
  const FEW = { en: 1, zh: 2 }
  const near = (text, like, isOwn) => {
    const found = nearest(text, like, isOwn)
    if (!found) return null
    const { one, kept, added } = closest(text, found)
    const today = one.said.replaceAll("…", " ")
    const [own, others] = [values(kept), values(today)]
    const fresh = restOf(added, one.lang).length
    const told = { today: one.said, reply: one.reply, one }
    if (own.some(value => value && !others.includes(value))) return fresh > 3 * FEW[one.lang] ? null : { ...told, state: "changed" }
    const [was, is] = [meant(kept, one.lang).kinds, meant(today, one.lang).kinds]
    const isGone = ["thing", "place"].some(kind => !has(is[kind], was[kind]))
    const isElse = fresh <= FEW[one.lang] + (isGone ? 2 : 0) && isOther(was, is)
    return { ...told, state: isElse ? "changed" : "beside" }
  }

  return { sentences, known, near }
}
