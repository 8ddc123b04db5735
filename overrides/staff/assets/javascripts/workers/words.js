/* Search, one step before Material's own worker. The index holds Chinese as words with U+200B between them; this splits
   a Chinese query into words of that index, finds words that only contain what was typed, and passes the rest through.
   Material cuts Chinese queries as well, but forgets the last character of each run: a character that occurs in no
   index (⺀) takes that place. */
const GAP = "\u200b", LAST = "⺀", HAN = /\p{sc=Han}+/gu
let words = new Set(), longest = 0, texts = []

function learn(docs) {
  texts = docs.map(doc => `${doc.title}\n${doc.text}`)
  for (const text of texts)
    for (const [run] of text.matchAll(/[\p{sc=Han}\u200b]+/gu))
      for (const word of run.split(GAP)) words.add(word)
  words.delete("")
  for (const word of words) longest = Math.max(longest, word.length)
}

/* The words of the index that a run of Chinese is made of, longest first; what is left over stands between them. */
function cut(run) {
  const known = [], unknown = []
  for (let at = 0, from = 0; at <= run.length;) {
    let size = Math.min(longest, run.length - at)
    while (size > 1 && !words.has(run.slice(at, at + size))) size--
    const end = at === run.length
    if ((end || size > 1) && from < at) unknown.push(run.slice(from, at))
    if (end) break
    if (size > 1) known.push(run.slice(at, at + size)), from = at + size
    at += Math.max(size, 1)
  }
  return [known, unknown]
}

const containing = part => [...words].filter(word => word.includes(part) && word !== part).slice(0, 12)

/* Where a text has the run, but cut into other words (退货 stands in 退 + 货运费): the longest word of each such cut. */
function covering(run) {
  const letters = [...run]
  const pattern = new RegExp(`[^\\s${GAP}]*${letters.join(`${GAP}?`)}[^\\s${GAP}]*`, "u")
  const found = new Set()
  for (const text of texts) {
    const [place] = text.match(pattern) ?? [""]
    if (!place.includes(GAP)) continue
    found.add(place.split(GAP).filter(word => words.has(word)).sort((a, b) => b.length - a.length)[0])
    if (found.size === 6) break
  }
  found.delete(undefined)
  return [...found]
}

function split(query) {
  return query.replace(HAN, run => {
    const [known, unknown] = cut(run)
    known.push(...containing(run), ...covering(run))
    for (const part of unknown) if (words.has(part)) known.push(part); else known.push(...containing(part))
    return known.length ? ` ${[...new Set(known)].map(word => word + LAST).join(" ")} ` : run
  })
}

/* Material looks for the beginnings of words as typed: "refunds" would not find "refund", its stem finds both. */
const stem = word => `${word} ${lunr.stemmer(new lunr.Token(word.toLowerCase()))}`

/* Material's worker is only loaded with the first message: that is, when somebody searches. */
const theirs = location.search.slice(1)
addEventListener("message", event => {
  if (!event.isTrusted) return
  event.stopImmediatePropagation()
  if (!self.lunr && /^search\.\w+\.min\.js$/.test(theirs)) importScripts(theirs)
  const message = { ...event.data }
  if (message.type === 0) learn(message.data.docs)
  else message.data = split(message.data).replace(/(?<![\w"'+*~^:-])[a-z]{4,}(?![\w"'*~^:-])/gi, stem)
  dispatchEvent(new MessageEvent("message", { data: message }))
})
