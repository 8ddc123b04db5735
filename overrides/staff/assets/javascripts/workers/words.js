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

/* The words under the first place where the run stands in a text, whatever words it was cut into there. */
function covering(run) {
  const pattern = new RegExp(`[^\\s${GAP}]*${[...run].join(`${GAP}?`)}[^\\s${GAP}]*`, "u")
  for (const text of texts) {
    const found = text.match(pattern)
    if (found) return (found[0].match(/[\p{sc=Han}\u200b]+/gu) || []).flatMap(part => part.split(GAP)).filter(word => words.has(word))
  }
  return []
}

function split(query) {
  return query.replace(HAN, run => {
    const [known, unknown] = cut(run)
    if (known.length !== 1 || unknown.length) known.push(...containing(run))
    if (!known.length || unknown.some(part => part.length > 1)) known.push(...covering(run))
    for (const part of unknown) if (words.has(part)) known.push(part); else known.push(...containing(part))
    return known.length ? ` ${[...new Set(known)].map(word => word + LAST).join(" ")} ` : run
  })
}

addEventListener("message", ({ data: message }) => {
  if (message.type === 0) learn(message.data.docs)
  else if (message.type === 2) message.data = split(message.data)
})

const theirs = location.search.slice(1)
if (/^search\.\w+\.min\.js$/.test(theirs)) importScripts(theirs)
